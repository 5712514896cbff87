"""A convention: between whom, where, from when to when, and what its documents are called."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from common.models import PublicIdModel, append_only
from territories.models import Departement, Region


class Level(models.TextChoices):
    """Where a convention holds: the whole country, a region, or a département (as the Hérault protocol)."""

    NATIONAL = "national", "Nationale"
    REGIONAL = "regional", "Régionale"
    DEPARTMENTAL = "departemental", "Départementale"


class ConventionQuerySet(models.QuerySet["Convention"]):
    def followed_by(self, member: Membership) -> "ConventionQuerySet":
        """All of them for the federation; those of its regions, and of their départements, for a regional union."""
        if member.role == Role.FEDERATION:
            return self
        if member.role != Role.COORDINATOR:
            return self.none()
        hers = Region.objects.filter(organisation=member.organisation_id)
        return self.filter(Q(region__in=hers) | Q(departement__region__in=hers))

    def signed_by(self, organisation_id: UUID) -> "ConventionQuerySet":
        """Those that an organisation signed, over or not."""
        return self.filter(id__in=Signatory.objects.filter(organisation=organisation_id).values("convention_id"))

    def running_on(self, day: date) -> "ConventionQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def of_landlord(self, organisation_id: UUID, day: date) -> "ConventionQuerySet":
        """Those running on a day that a landlord had signed by then."""
        signed = Signatory.objects.filter(organisation=organisation_id, signed_on__lte=day)
        return self.running_on(day).filter(id__in=signed.values("convention_id"))


class Convention(PublicIdModel):
    name = models.CharField("nom", max_length=250)
    level = models.CharField("portée", max_length=14, choices=Level, default=Level.REGIONAL)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, verbose_name="région")
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    signed_on = models.DateField("signée le")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    note = models.CharField("note", max_length=250, blank=True)
    automatic_order = models.BooleanField("l’ordre proposé part seul après un jour ouvré", default=False)

    objects: ClassVar[ConventionQuerySet] = ConventionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "convention"
        verbose_name_plural = "conventions"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="convention_period"),
            models.UniqueConstraint(fields=["name", "signed_on"], name="convention_unique"),
            models.CheckConstraint(
                condition=Q(level=Level.NATIONAL, region__isnull=True, departement__isnull=True)
                | Q(level=Level.REGIONAL, region__isnull=False, departement__isnull=True)
                | Q(level=Level.DEPARTMENTAL, region__isnull=True, departement__isnull=False),
                name="convention_level",
            ),
        ]

    @property
    def place_name(self) -> str:
        return str(self.departement or self.region or "France entière")

    def __str__(self) -> str:
        return self.name

    def covers(self, departement: Departement) -> bool:
        """Whether a département is in its territory."""
        if self.departement_id:
            return self.departement_id == departement.pk
        return self.region_id is None or self.region_id == departement.region_id


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def by_kind(self) -> "SignatoryQuerySet":
        """With their organisations: kind by kind, by name."""
        return self.select_related("organisation").order_by("organisation__kind", "organisation__name", "id")

    def landlords(self) -> "SignatoryQuerySet":
        return self.filter(organisation__kind=OrganisationKind.BAILLEUR)


class Signatory(models.Model):
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField("signataire depuis le")

    objects: ClassVar[SignatoryQuerySet] = SignatoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        constraints = [models.UniqueConstraint(fields=["convention", "organisation"], name="signatory_once")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.signed_on:%d/%m/%Y}"


class SwitchChange(models.Model):
    """Who let, or no longer let, the proposed order leave by itself, and when."""

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="switch_changes")
    at = models.DateTimeField("le", auto_now_add=True)
    automatic_order = models.BooleanField("l’ordre proposé part seul")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")

    class Meta:
        verbose_name = "réglage de convention"
        verbose_name_plural = "réglages de conventions"
        triggers = [append_only("switch_change_append_only")]

    def __str__(self) -> str:
        return f"{self.convention}, {self.at:%d/%m/%Y}"


class ConventionDocument(PublicIdModel):
    """A text of the convention, by its title and date: the file itself stays with those who signed it."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("titre", max_length=200)
    dated_on = models.DateField("daté du")

    class Meta:
        verbose_name = "document de convention"
        verbose_name_plural = "documents de conventions"
        constraints = [
            models.UniqueConstraint(fields=["convention", "title", "dated_on"], name="convention_document_once")
        ]

    def __str__(self) -> str:
        return self.title
