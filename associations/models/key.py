"""The key of each household, in a database apart (`vault`): destroying it makes every copy of her file unreadable."""

import uuid

from django.db import models


class HouseholdKey(models.Model):
    """A 32-byte key, itself sealed by the keyring of the environment. Never joined: the other database cannot."""

    household_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed = models.BinaryField(max_length=200)

    class Meta:
        verbose_name = "clé de ménage"
        verbose_name_plural = "clés de ménages"

    def __str__(self) -> str:
        return str(self.household_id)
