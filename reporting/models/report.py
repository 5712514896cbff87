"""A report: a scope, a kind, a period, a version; what each audience reads of it, and the files made from that."""

from datetime import date
from functools import cached_property
from typing import ClassVar, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Membership, Role, User
from common.models import PublicIdModel, append_only
from conventions.models import Convention, Signatory
from reporting.content import Content, read
from territories.models import Region


class ReportKind(models.TextChoices):
    QUARTERLY = "trimestriel", "Rapport trimestriel"
    YEARLY = "annuel", "Rapport annuel"


class ReportState(models.TextChoices):
    BUILDING = "en_cours", "En préparation"
    DRAFT = "projet", "Projet"
    PUBLISHED = "publie", "Publié"


class Audience(models.TextChoices):
    COMMITTEE = "comite", "Comité de suivi"
    PUBLIC = "public", "Public"


class ReportFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Tableur"
    CSV = "csv", "CSV"


# Counts of households under these are hidden (domain.md 7: INSEE's 11; 5 between the members of a committee).
THRESHOLDS: Final[dict[str, int]] = {Audience.COMMITTEE: 5, Audience.PUBLIC: 11}


class ReportQuerySet(models.QuerySet["Report"]):
    def prepared_by(self, member: Membership) -> "ReportQuerySet":
        """Those that one writes on and publishes: of the conventions one follows, of one's regions."""
        if member.role == Role.FEDERATION:
            return self
        if member.role != Role.COORDINATOR:
            return self.none()
        hers = Region.objects.filter(organisation=member.organisation_id)
        return self.filter(Q(convention__in=Convention.objects.followed_by(member)) | Q(region__in=hers))

    def read_by(self, member: Membership) -> "ReportQuerySet":
        """Those one prepares; for the other members of a committee, the published ones of what they signed, or of
        their regions."""
        if member.role in (Role.FEDERATION, Role.COORDINATOR):
            return self.prepared_by(member)
        return self.told_to(member.organisation_id)

    def told_to(self, organisation_id: UUID) -> "ReportQuerySet":
        """The published ones of the conventions that an organisation signed, or of its regions."""
        signed = Signatory.objects.filter(organisation=organisation_id).values("convention_id")
        theirs = Region.objects.filter(organisation=organisation_id)
        return self.published().filter(Q(convention__in=signed) | Q(region__in=theirs))

    def published(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def building(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.BUILDING)

    def built(self) -> "ReportQuerySet":
        """Those whose figures somebody may have read: a draft counts as published to those who open it."""
        return self.exclude(state=ReportState.BUILDING)

    def of_period(
        self, convention: Convention | None, region: Region | None, kind: str, starts_on: date
    ) -> "ReportQuerySet":
        """All the versions of one report, the last first."""
        return self.filter(convention=convention, region=region, kind=kind, starts_on=starts_on).order_by("-version")

    def last_versions(self) -> "ReportQuerySet":
        """Without those that a later one of these corrects."""
        later = self.filter(kind=OuterRef("kind"), starts_on=OuterRef("starts_on"), version__gt=OuterRef("version"))
        return self.exclude(
            Exists(later.filter(Q(convention=OuterRef("convention")) | Q(region=OuterRef("region"))).order_by())
        )

    def with_scope(self) -> "ReportQuerySet":
        return self.select_related("convention", "region")

    def by_scope(self) -> "ReportQuerySet":
        """Scope after scope, of each the latest first."""
        return self.order_by("convention__name", "convention_id", "region__name", "-ends_on", "kind", "-version", "id")

    def latest_first(self) -> "ReportQuerySet":
        return self.order_by("-ends_on", "kind", "-version", "id")


class Report(PublicIdModel):
    """`as_of`: facts known until then enter it, so that a build that starts again finds the same ones.

    Figures never change: a correction is another version, with its reason. What is written on a draft (`freins`,
    `leviers`, `comment`) is, until its publication.
    """

    kind = models.CharField("nature", max_length=12, choices=ReportKind)
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    version = models.PositiveSmallIntegerField("version", default=1)
    reason = models.CharField("raison de la correction", max_length=250, blank=True)
    state = models.CharField("état", max_length=10, choices=ReportState, default=ReportState.BUILDING)
    as_of = models.DateTimeField("faits connus au")
    step = models.CharField("étape", max_length=60, blank=True)
    percent = models.PositiveSmallIntegerField("avancement (%)", default=0)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    built_at = models.DateTimeField("construit le", null=True, blank=True)
    freins = ArrayField(models.CharField(max_length=300), verbose_name="freins", default=list, blank=True)
    leviers = ArrayField(models.CharField(max_length=300), verbose_name="leviers", default=list, blank=True)
    comment = models.TextField("commentaire", max_length=4_000, blank=True)
    # Actions of the last committee as they stood at the publication: they go on changing, the report does not.
    decisions = models.JSONField("décisions du dernier comité", null=True, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapports"
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "region", "kind", "starts_on", "version"],
                nulls_distinct=False,
                name="report_once",
            ),
            models.CheckConstraint(
                condition=Q(convention__isnull=False, region__isnull=True)
                | Q(convention__isnull=True, region__isnull=False),
                name="report_one_scope",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="report_period"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="report_correction_reason"),
            models.CheckConstraint(
                condition=Q(state=ReportState.PUBLISHED, published_at__isnull=False)
                | Q(~Q(state=ReportState.PUBLISHED), published_at__isnull=True),
                name="report_published",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="en_cours"), name="report_building")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on:%d/%m/%Y}, version {self.version}"

    @property
    def scope_name(self) -> str:
        """As reporting.scopes.Scope.name, which says what counts in it."""
        if self.convention:
            return self.convention.name
        return f"Région {self.region.name}" if self.region else ""

    @property
    def is_building(self) -> bool:
        return self.state == ReportState.BUILDING

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED


class ReportEdition(PublicIdModel):
    """What one audience reads. `content`: canonical JSON of the suppressed tables alone (reporting.content), whose
    SHA-256 is shown; it holds no time of building. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    audience = models.CharField("public visé", max_length=8, choices=Audience)
    content = models.TextField("tableaux")
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "édition de rapport"
        verbose_name_plural = "éditions de rapports"
        constraints = [models.UniqueConstraint(fields=["report", "audience"], name="report_edition_once")]
        triggers = [append_only("report_edition_append_only")]

    def __str__(self) -> str:
        return f"{self.report}, {self.get_audience_display()}"

    @cached_property
    def opened(self) -> Content:
        return read(self.content)


class ReportFile(models.Model):
    """A file of a published edition, made once, at its publication."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField("format", max_length=4, choices=ReportFormat)
    content = models.BinaryField()

    class Meta:
        verbose_name = "fichier de rapport"
        verbose_name_plural = "fichiers de rapports"
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="report_file_once")]
        triggers = [append_only("report_file_append_only")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.format}"
