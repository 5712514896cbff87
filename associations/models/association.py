"""The association and its settings."""

from django.db import models

from accounts.models import Organisation
from territories.models import Departement


class Association(models.Model):
    """A Solidarité Femmes association: an organisation and where it works."""

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="association",
        verbose_name="organisation",
    )
    departements = models.ManyToManyField(Departement, verbose_name="départements")

    class Meta:
        verbose_name = "association"
        verbose_name_plural = "associations"

    def __str__(self) -> str:
        return self.organisation.name
