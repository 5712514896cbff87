"""Who opens a file besides its référente, for a time: who replaces her, who opened it in an emergency."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from associations.models.association import Association
from associations.words import EmergencyReason
from common.models import PublicIdModel


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def of_referente(self, referente: Any, association: Any) -> "AbsenceQuerySet":
        return self.filter(user=referente, association=association)

    def held_by(self, user: User, today: date) -> "AbsenceQuerySet":
        """Those that `user` replaces today, both days included."""
        return self.filter(replacement=user, starts_on__lte=today, ends_on__gte=today)

    def not_over(self, today: date) -> "AbsenceQuerySet":
        return self.filter(ends_on__gte=today)


class Absence(PublicIdModel):
    """From `starts_on` to `ends_on`, both included, `replacement` opens all the files whose référente is `user`."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="absences")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="référente absente")
    replacement = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="remplaçante")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "absence"
        verbose_name_plural = "absences"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_in_order"),
            models.CheckConstraint(condition=~Q(user=F("replacement")), name="absence_by_another"),
        ]
        indexes = [models.Index(fields=["replacement", "ends_on"], name="absence_replacement")]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"


class EmergencyOpeningQuerySet(models.QuerySet["EmergencyOpening"]):
    def open_at(self, now: datetime) -> "EmergencyOpeningQuerySet":
        return self.filter(until__gt=now)


class EmergencyOpening(PublicIdModel):
    """A colleague who is not named opened a file for 24 hours, for a coded reason; référente and manager are told."""

    household = models.ForeignKey("associations.Household", on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="ouverte par")
    reason = models.CharField("motif", max_length=12, choices=EmergencyReason)
    at = models.DateTimeField("le")
    until = models.DateTimeField("jusqu’au")

    objects: ClassVar[EmergencyOpeningQuerySet] = EmergencyOpeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "ouverture d’urgence"
        verbose_name_plural = "ouvertures d’urgence"
        indexes = [models.Index(fields=["household", "user", "until"], name="emergency_open")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {self.at:%d/%m/%Y %H:%M}"
