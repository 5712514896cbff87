"""What a person wants of messages: when, until when none, and whether her address still receives any."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from common.working_days import is_working_day
from notifications.slots import SLOTS

MORNING, AFTERNOON = SLOTS


class MessagesWhen(models.TextChoices):
    BOTH = "both", "À 8 h 30 et à 14 h"
    MORNING = "morning", "À 8 h 30 seulement"
    NONE = "none", "Aucun message"


class NoticeSettingsQuerySet(models.QuerySet["NoticeSettings"]):
    def of(self, user_id: UUID) -> "NoticeSettings":
        """Hers, or what holds for somebody who never chose: not saved."""
        return self.filter(user=user_id).first() or NoticeSettings(user_id=user_id)


class NoticeSettings(models.Model):
    """`when` and `snoozed_until` hold back what can wait alone (notifications.kinds); a bounce holds back all."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    when = models.CharField("messages", max_length=10, choices=MessagesWhen, default=MessagesWhen.BOTH)
    snoozed_until = models.DateField("suspendus jusqu’au", null=True, blank=True)
    bounced_at = models.DateTimeField("adresse en défaut depuis", null=True)

    objects: ClassVar[NoticeSettingsQuerySet] = NoticeSettingsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "réglages des messages"
        verbose_name_plural = "réglages des messages"

    def __str__(self) -> str:
        return str(self.user_id)

    def is_snoozed(self, today: date) -> bool:
        """The last day included."""
        return self.snoozed_until is not None and today <= self.snoozed_until

    def lets_wait(self, now: datetime, *, urgent: bool) -> bool:
        """Whether a message about something that can wait may leave now: on a working day, unless it presses."""
        local = timezone.localtime(now)
        if self.when == MessagesWhen.NONE or self.is_snoozed(local.date()):
            return False
        if urgent:
            return True
        in_hours = is_working_day(local.date()) and local.time() >= MORNING
        return in_hours and (self.when == MessagesWhen.BOTH or local.time() < AFTERNOON)
