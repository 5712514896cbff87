"""Organisations: associations, bailleurs, the federation, regional unions, partners of a protocol."""

from django.db import models

from common.models import PublicIdModel
from territories.models import Region


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", "Association"
    BAILLEUR = "bailleur", "Bailleur social"
    FEDERATION = "federation", "Fédération"
    UNION = "union", "Union régionale"
    PARTNER = "partner", "Partenaire"


class Organisation(PublicIdModel):
    kind = models.CharField("nature", max_length=12, choices=OrganisationKind)
    name = models.CharField("nom", max_length=120)
    regions = models.ManyToManyField(Region, verbose_name="régions", blank=True)

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="organisation_name_unique")]

    def __str__(self) -> str:
        return self.name
