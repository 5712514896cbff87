"""« Relancer »: what a coordinator wrote to a landlord that is late, and when."""

from typing import ClassVar

from django.db import models

from accounts.models import Organisation, User
from common.models import PublicIdModel
from conventions.models.convention import Convention


class ChaseQuerySet(models.QuerySet["Chase"]):
    def to_send(self) -> "ChaseQuerySet":
        return self.filter(mailed_at__isnull=True)


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
