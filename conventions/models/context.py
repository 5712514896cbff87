"""Figures of the context: other populations than ours, typed with their source, never added to results."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Role, User
from common.models import PublicIdModel
from conventions.models.convention import Convention
from territories.models import Departement, Region


class Measure(models.TextChoices):
    REQUESTS = "demandes", "Demandes de logement social"
    REQUESTS_VIOLENCE = "demandes_violences", "Demandes, motif « violences familiales »"
    ALLOCATIONS = "attributions", "Attributions de logements sociaux"
    ALLOCATIONS_VIOLENCE = "attributions_violences", "Attributions, motif « violences familiales »"
    ALLOCATIONS_COUPLE = "attributions_couple", "Attributions pour violences au sein du couple"


class ContextFigureQuerySet(models.QuerySet["ContextFigure"]):
    def read_by(self, member: Membership) -> "ContextFigureQuerySet":
        """The national ones for all; the others for the federation, and for a union those of its regions."""
        if member.role == Role.FEDERATION:
            return self
        hers = Region.objects.filter(organisation=member.organisation_id)
        national = Q(region__isnull=True, departement__isnull=True)
        return self.filter(national | Q(region__in=hers) | Q(departement__region__in=hers))

    def written_by(self, member: Membership) -> "ContextFigureQuerySet":
        """All of them for the federation; for a union those of its regions, never the national ones."""
        if member.role == Role.FEDERATION:
            return self
        if member.role != Role.COORDINATOR:
            return self.none()
        hers = Region.objects.filter(organisation=member.organisation_id)
        return self.filter(Q(region__in=hers) | Q(departement__region__in=hers))

    def around(self, convention: Convention) -> "ContextFigureQuerySet":
        """Those of the country, and of the very region or département of a convention; a département's region too."""
        place = Q(region__isnull=True, departement__isnull=True)
        if convention.region_id:
            place |= Q(region=convention.region_id)
        if convention.departement_id:
            own = Region.objects.filter(departement=convention.departement_id)
            place |= Q(departement=convention.departement_id) | Q(region__in=own)
        return self.filter(place)

    def latest_first(self) -> "ContextFigureQuerySet":
        return self.order_by("-counted_on", "region_id", "departement_id", "measure", "id")


class ContextFigure(PublicIdModel):
    """`period`: how the source calls it ("2019", "au 31 juillet 2019"); `counted_on`: its last day.

    Neither region nor département: the whole country.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, verbose_name="région")
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    measure = models.CharField("mesure", max_length=24, choices=Measure)
    period = models.CharField("période", max_length=40)
    counted_on = models.DateField("dernier jour de la période")
    value = models.PositiveIntegerField("valeur")
    source = models.CharField("source", max_length=250)
    published_on = models.DateField("date de la source", null=True, blank=True)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")
    typed_at = models.DateTimeField("saisi le", auto_now_add=True)

    objects: ClassVar[ContextFigureQuerySet] = ContextFigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "chiffre de contexte"
        verbose_name_plural = "chiffres de contexte"
        constraints = [
            models.CheckConstraint(
                condition=Q(region__isnull=True) | Q(departement__isnull=True), name="context_figure_one_place"
            ),
            models.UniqueConstraint(
                fields=["region", "departement", "measure", "counted_on", "source"],
                nulls_distinct=False,
                name="context_figure_once",
            ),
        ]

    @property
    def place_name(self) -> str:
        return str(self.departement or self.region or "France entière")

    def __str__(self) -> str:
        return f"{self.get_measure_display()}, {self.period} : {self.value}"
