"""What was being typed when a session ended: sealed, kept a week, shown again to its author alone."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from accounts.models import Membership, User
from associations.models.household import Household
from common.models import PublicIdModel

KEPT = timedelta(days=7)


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def of(self, member: Membership) -> "FormDraftQuerySet":
        return self.filter(user=member.user)

    def over(self, now: datetime) -> "FormDraftQuerySet":
        return self.filter(saved_at__lt=now - KEPT)


class FormDraft(PublicIdModel):
    """Sealed under the household's key when it is about one, so that a purge kills it too; else under the keyring."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    form = models.SlugField("formulaire", max_length=40)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, null=True, related_name="drafts")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField("gardé le")

    objects: ClassVar[FormDraftQuerySet] = FormDraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "household"], nulls_distinct=False, name="form_draft_one")
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.saved_at:%d/%m/%Y %H:%M}"
