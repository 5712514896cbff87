"""Registrations in the national register of requests: the number (NUR) is sealed, its territory and expiry are not.

A number covers the département it was filed in, or the whole of Île-de-France; it holds one year, renewed at least one
month before its end (CCH R441-2-7 and R441-2-8; domain.md 3.1).
"""

import re
from datetime import date, timedelta
from typing import ClassVar

from django.db import models

from associations.models.household import Household, HouseholdStatus
from common.models import PublicIdModel
from territories.departements import departements

ILE_DE_FRANCE = "IDF"
_ILE_DE_FRANCE_REGION = "11"
NUR_LENGTH = 18
_FORM = re.compile(r"^[0-9A-Z]{18}$")
_USUAL = re.compile(r"^[0-9]{2}[0-9AB](0[1-9]|1[0-2])[0-9]{2}[0-9]{6}[A-Z0-9]{5}$")


def is_nur(text: str) -> bool:
    """Whether a text, spaces removed and in capitals, has the 18 characters of a number."""
    return _FORM.fullmatch(text) is not None


def is_usual_nur(text: str) -> bool:
    """Whether it has the usual structure: territory, month, year, sequence, desk. An unusual one is warned about."""
    return _USUAL.fullmatch(text) is not None


def reaches(territory: str, departement: str) -> bool:
    """Whether the number of a territory (a département's INSEE code, or ILE_DE_FRANCE) covers a département."""
    if territory != ILE_DE_FRANCE:
        return territory == departement
    known = departements().get(departement)
    return known is not None and known.region == _ILE_DE_FRANCE_REGION


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def ending(self, today: date, days: int) -> "RegistrationQuerySet":
        """Those of households still looking that end within so many days."""
        return self.filter(
            household__status=HouseholdStatus.ACTIVE,
            expires_on__gte=today,
            expires_on__lte=today + timedelta(days=days),
        )


class Registration(PublicIdModel):
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="registrations")
    territory = models.CharField("territoire", max_length=3)
    expires_on = models.DateField("valable jusqu’au")
    sealed = models.BinaryField()

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        indexes = [models.Index(fields=["expires_on"], name="registration_expiry")]

    def __str__(self) -> str:
        return f"{self.territory}, {self.expires_on:%d/%m/%Y}"

    def covers(self, departement: str, day: date) -> bool:
        """Whether it holds on that day in that département (INSEE code)."""
        return self.expires_on >= day and reaches(self.territory, departement)
