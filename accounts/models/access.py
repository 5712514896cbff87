"""The access log: who opened what, when. Append-only, without any content, by month (accounts.partitions)."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models.organisation import Organisation
from accounts.models.user import User
from common.models import PublicIdModel, append_only


class AccessKind(models.TextChoices):
    LOCATION = "location", "Emplacement d’un logement vérifié"
    HOUSEHOLD = "household", "Fiche d’un ménage ouverte"
    PAPER = "paper", "Version papier ouverte"
    ZONES = "zones", "Zones d’éloignement ouvertes"
    ZONES_CHANGED = "zones_changed", "Zones d’éloignement modifiées"
    EMERGENCY = "emergency", "Fiche ouverte en urgence"
    READERS = "readers", "Lectrices de la fiche changées"
    HANDOVER = "handover", "Fiche confiée à une autre référente"
    PURGED = "purged", "Fiche effacée"
    TRANSMITTED_FILE = "transmitted_file", "Dossier transmis ouvert"
    NUMBER = "number", "Numéro d’inscription révélé"


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def of_day(self, user: User, kind: AccessKind, day: date) -> "AccessEventQuerySet":
        """What a person opened of one kind on a day of Europe/Paris."""
        start = timezone.make_aware(datetime.combine(day, time()))
        return self.filter(user=user, kind=kind, at__gte=start, at__lt=start + timedelta(days=1))

    def about_household(self, household_id: UUID) -> "AccessEventQuerySet":
        """Who opened what concerns a household, the last first."""
        return self.filter(about=household_id).select_related("user", "organisation").order_by("-at", "id")


class AccessEvent(PublicIdModel):
    """One opening. `subject` is the opaque id of what was opened, `about` that of the household it concerns, if any.

    No foreign key to either, so that the log outlives them.
    """

    at = models.DateTimeField("le", auto_now_add=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="organisation"
    )
    kind = models.CharField("nature", max_length=20, choices=AccessKind)
    subject = models.UUIDField("objet")
    about = models.UUIDField("ménage", null=True)

    objects: ClassVar[AccessEventQuerySet] = AccessEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "accès"
        verbose_name_plural = "accès"
        indexes = [
            models.Index(fields=["kind", "subject", "at"], name="access_subject"),
            models.Index(fields=["about", "at"], name="access_about"),
        ]
        triggers = [append_only("access_append_only")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%d/%m/%Y %H:%M}"
