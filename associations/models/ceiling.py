"""Income ceilings of social housing: dated rows, so that a new year needs no release of the platform."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from common.housing import Financing
from territories.ceiling_zones import CeilingZone

# The table gives six categories and what each further person adds, kept as a seventh.
EXTRA = 7


class IncomeCeilingQuerySet(models.QuerySet["IncomeCeiling"]):
    def in_force(self, year: int) -> "IncomeCeilingQuerySet":
        """The rows of the latest year known up to `year`: until a new arrêté is entered, the last one holds."""
        latest = self.filter(year__lte=year).order_by("-year").values("year")[:1]
        return self.filter(year=latest)


class IncomeCeiling(models.Model):
    """One figure: reference income (RFR of year N-2) in whole euros a year."""

    year = models.PositiveSmallIntegerField("année")
    financing = models.CharField("financement", max_length=12, choices=Financing)
    zone = models.CharField("zone", max_length=20, choices=[(zone.value, zone.value) for zone in CeilingZone])
    category = models.PositiveSmallIntegerField("catégorie de ménage")
    euros = models.PositiveIntegerField("plafond (€ par an)")
    basis = models.CharField("source", max_length=120)

    objects: ClassVar[IncomeCeilingQuerySet] = IncomeCeilingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "plafond de ressources"
        verbose_name_plural = "plafonds de ressources"
        constraints = [
            models.UniqueConstraint(fields=["year", "financing", "zone", "category"], name="income_ceiling_once"),
            models.CheckConstraint(condition=Q(category__range=(1, EXTRA)), name="income_ceiling_category"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.financing} {self.zone} {self.category} : {self.euros}"
