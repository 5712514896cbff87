"""The key of each household, in a database apart (`vault`): destroying it makes every copy of her file unreadable."""

import uuid

from django.db import models
from django.utils import timezone


class HouseholdKey(models.Model):
    """A 32-byte key, itself sealed by the keyring of the environment. Never joined: the other database cannot."""

    household_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed = models.BinaryField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "clé de ménage"
        verbose_name_plural = "clés de ménages"

    def __str__(self) -> str:
        return str(self.household_id)


class PurgedKey(models.Model):
    """An id purged in the last 60 days, as the vault knows it: a main database restored from before is told."""

    household_id = models.UUIDField(primary_key=True)
    purged_at = models.DateTimeField()

    class Meta:
        verbose_name = "clé détruite"
        verbose_name_plural = "clés détruites"

    def __str__(self) -> str:
        return str(self.household_id)


class VaultGeneration(models.Model):
    """How many purges the vault has known. One row; a main database that says another number was restored."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "génération du coffre"
        verbose_name_plural = "générations du coffre"

    def __str__(self) -> str:
        return str(self.number)
