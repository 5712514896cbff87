"""Notices: something happened that concerns one person. A kind and an opaque reference, no domain, no content."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from common.models import PublicIdModel

KEPT = timedelta(days=90)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: Membership) -> "NoticeQuerySet":
        """Those addressed to this person in this organisation, the last first."""
        return self.filter(recipient=member.user, organisation=member.organisation).order_by("-created_at", "id")

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def shown_at(self, now: datetime) -> "NoticeQuerySet":
        """Those whose moment has come: before it, a notice does not exist for its reader."""
        return self.filter(due_at__lte=now)

    def to_mail(self, now: datetime) -> "NoticeQuerySet":
        """Those due that no message has announced yet, to people who still have an access."""
        return self.shown_at(now).filter(mailed_at__isnull=True, read_at__isnull=True, recipient__is_active=True)

    def over(self, now: datetime) -> "NoticeQuerySet":
        return self.filter(created_at__lt=now - KEPT)


class Notice(PublicIdModel):
    """`once`, when not empty, keeps the same notice from being given twice to the same person.

    A gathered notice has no reference in clear: `sealed` holds it, `about` is a keyed digest of it
    (notifications.gathered). `due_at` is when it may be shown and announced, `announced_in` the notice that leads the
    message that announces it.
    """

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", verbose_name="destinataire")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("nature", max_length=40)
    reference = models.UUIDField("objet", null=True)
    once = models.CharField("clé d’unicité", max_length=120, blank=True)
    sealed = models.TextField("contenu scellé", default="", blank=True)
    about = models.CharField("empreinte de l’objet", max_length=64, default="", blank=True, db_index=True)
    created_at = models.DateTimeField("le", default=timezone.now)
    due_at = models.DateTimeField("à dire le", default=timezone.now)
    read_at = models.DateTimeField("lu le", null=True)
    mailed_at = models.DateTimeField("annoncé le", null=True)
    urgent = models.BooleanField("pressant", default=False)
    announced_in = models.UUIDField("message", null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "once"], condition=~Q(once=""), name="notice_once")
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_of"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.created_at:%d/%m/%Y %H:%M}"
