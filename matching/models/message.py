"""The thread of a candidature: with the federation from the request on, with the landlord from the transmission on."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, OuterRef

from accounts.models import Organisation, User
from common.models import PublicIdModel
from matching.models.candidature import Candidature
from matching.models.transition import Side

TEXT_LENGTH = 500


class Channel(models.TextChoices):
    """Two threads that never meet: what is said to one is not read by the other."""

    FEDERATION = "federation", "Avec la FNSF"
    LANDLORD = "bailleur", "Avec le bailleur"


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, candidature: Candidature, channel: str) -> "MessageQuerySet":
        return self.filter(candidature=candidature, channel=channel).order_by("at", "id")

    def unread_by(self, side: str) -> "MessageQuerySet":
        """What the other side wrote since this one last read the thread."""
        read = ThreadRead.objects.filter(
            candidature=OuterRef("candidature"), channel=OuterRef("channel"), side=side, read_at__gte=OuterRef("at")
        )
        return self.exclude(side=side).filter(~Exists(read))

    def count_unread(self, candidatures: Iterable[UUID], side: str, channels: Iterable[str]) -> dict[UUID, int]:
        """By candidature, in one query."""
        found = self.unread_by(side).filter(candidature__in=list(candidatures), channel__in=list(channels))
        return dict(found.order_by().values_list("candidature").annotate(Count("id")))


class Message(PublicIdModel):
    """`sealed` holds the text under the household's key: destroying it destroys the thread."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField("fil", max_length=10, choices=Channel)
    side = models.CharField("côté", max_length=12, choices=Side)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    sealed = models.BinaryField()

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        indexes = [models.Index(fields=["candidature", "channel", "at"], name="message_thread")]

    def __str__(self) -> str:
        return str(self.id)


class ThreadRead(models.Model):
    """Until when a side has read a thread."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField("fil", max_length=10, choices=Channel)
    side = models.CharField("côté", max_length=12, choices=Side)
    read_at = models.DateTimeField("lu le")

    class Meta:
        verbose_name = "fil lu"
        verbose_name_plural = "fils lus"
        constraints = [models.UniqueConstraint(fields=["candidature", "channel", "side"], name="thread_read_once")]

    def __str__(self) -> str:
        return str(self.read_at)
