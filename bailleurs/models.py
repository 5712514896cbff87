"""The landlord and its settings."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import Organisation


class Bailleur(models.Model):
    """A landlord: an organisation and what it set for itself."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="bailleur", verbose_name="organisation"
    )
    max_effort_percent = models.PositiveSmallIntegerField(
        "taux d’effort (%)", default=33, validators=[MinValueValidator(10), MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = "bailleur"
        verbose_name_plural = "bailleurs"

    def __str__(self) -> str:
        return self.organisation.name
