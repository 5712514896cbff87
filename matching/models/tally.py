"""Counts of what the association alone may know, without what they were counted from (design.md 4)."""

from django.db import models
from django.db.models import Q

from associations.models import Association
from conventions.models import Convention
from territories.models import Region


class TallyKind(models.TextChoices):
    REASON = "motif", "Motif privé, en groupes"
    ADAPTATION = "adaptation", "Adaptation d’un logement, de 1 à 4"
    PLACE_FREED = "place", "Place d’hébergement libérée"


class Tally(models.Model):
    """How often, in one quarter of a convention, or one civil quarter of a region; `quarter` is its first day.

    No household, no dwelling, no day: reports count these after a purge as before it.
    """

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    quarter = models.DateField("trimestre")
    kind = models.CharField("nature", max_length=10, choices=TallyKind)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    group = models.CharField("groupe", max_length=12, blank=True)
    count = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "compte sans ménage"
        verbose_name_plural = "comptes sans ménage"
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "region", "quarter", "kind", "association", "group"],
                nulls_distinct=False,
                name="tally_once",
            ),
            models.CheckConstraint(
                condition=Q(convention__isnull=False, region__isnull=True)
                | Q(convention__isnull=True, region__isnull=False),
                name="tally_one_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.quarter:%d/%m/%Y}"
