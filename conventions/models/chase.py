"""« Relancer »: what a coordinator wrote to a landlord that is late, and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, User
from common.models import PublicIdModel
from conventions.models.convention import Convention


class ChaseQuerySet(models.QuerySet["Chase"]):
    def to_send(self) -> "ChaseQuerySet":
        return self.filter(mailed_at__isnull=True)

    def of(self, convention: Convention, bailleur: Organisation) -> "ChaseQuerySet":
        """What one landlord was written about one convention, the last first."""
        return self.filter(convention=convention, bailleur=bailleur).order_by("-at", "id")


class Chase(PublicIdModel):
    """A message to the managers of a landlord. `mailed_at` once the mail server took it for all of them."""

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="chases")
    bailleur = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="chases")
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")
    text = models.TextField("message", max_length=2_000)
    mailed_at = models.DateTimeField("envoyé le", null=True)

    objects: ClassVar[ChaseQuerySet] = ChaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "relance"
        verbose_name_plural = "relances"
        indexes = [models.Index(fields=["convention", "bailleur", "-at"], name="chase_of")]

    def __str__(self) -> str:
        return f"{self.bailleur}, {self.at:%d/%m/%Y}"


class ChaseMessageQuerySet(models.QuerySet["ChaseMessage"]):
    def to_send(self) -> "ChaseMessageQuerySet":
        return self.filter(mailed_at__isnull=True, given_up_at__isnull=True)


class ChaseMessage(PublicIdModel):
    """A chase on its way to one manager. `given_up_at`: she has left, or the mail server says her address is gone."""

    chase = models.ForeignKey(Chase, on_delete=models.PROTECT, related_name="messages")
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="destinataire")
    mailed_at = models.DateTimeField("envoyé le", null=True)
    given_up_at = models.DateTimeField("abandonné le", null=True)

    objects: ClassVar[ChaseMessageQuerySet] = ChaseMessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "message de relance"
        verbose_name_plural = "messages de relance"
        constraints = [
            models.UniqueConstraint(fields=["chase", "recipient"], name="chase_message_once"),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(given_up_at__isnull=True), name="chase_message_one_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["chase"],
                condition=Q(mailed_at__isnull=True, given_up_at__isnull=True),
                name="chase_message_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chase_id}, {self.recipient_id}"
