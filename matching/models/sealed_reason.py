"""Why she said no, or took her request back: sealed under the household's key, read by its association alone."""

from django.db import models

from common.models import PublicIdModel
from matching.models.candidature import Candidature


class SealedReason(PublicIdModel):
    """One a request. `sealed` holds a matching.reasons.PrivateReason; destroying the household's key destroys it."""

    candidature = models.OneToOneField(Candidature, on_delete=models.CASCADE, related_name="private_reason")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "motif privé"
        verbose_name_plural = "motifs privés"

    def __str__(self) -> str:
        return str(self.id)
