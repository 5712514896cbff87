"""The places of a search, sealed, for one person and one session.

Places never enter an address: it carries this row's random id. They never enter SQL either: the row is a ciphertext
(design.md 5, offers.private_search).
"""

from datetime import datetime
from typing import ClassVar

from django.db import models

from accounts.models import User
from common.models import PublicIdModel


class PrivateSearchQuerySet(models.QuerySet["PrivateSearch"]):
    def readable_by(self, user: User, session_digest: str) -> "PrivateSearchQuerySet":
        return self.filter(user=user, session_digest=session_digest)

    def ended(self, now: datetime) -> "PrivateSearchQuerySet":
        return self.filter(expires_at__lte=now)


class PrivateSearch(PublicIdModel):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    session_digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    objects: ClassVar[PrivateSearchQuerySet] = PrivateSearchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "recherche"
        verbose_name_plural = "recherches"
        indexes = [models.Index(fields=["user", "session_digest"], name="private_search_owner")]

    def __str__(self) -> str:
        return str(self.id)
