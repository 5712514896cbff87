"""What a référente said of a dwelling's true place for a household: sealed, the dwelling's name included.

A clear row "this household, this dwelling" would tell where her zones are; `pair` is a keyed digest of both, so that
one check of a pair replaces the other.
"""

from typing import ClassVar

from django.db import models

from associations.models import Household
from common.models import PublicIdModel


class LocationCheckQuerySet(models.QuerySet["LocationCheck"]):
    def of(self, household: Household) -> "LocationCheckQuerySet":
        return self.filter(household=household)


class LocationCheck(PublicIdModel):
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="location_checks")
    pair = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()

    objects: ClassVar[LocationCheckQuerySet] = LocationCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vérification d’emplacement"
        verbose_name_plural = "vérifications d’emplacement"

    def __str__(self) -> str:
        return str(self.id)
