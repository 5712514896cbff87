"""What the main database remembers of purges: ids for 60 days, and the number of purges it has known."""

from django.db import models


class PurgedHousehold(models.Model):
    """An id purged in the last 60 days: a vault restored from before destroys its key again."""

    household_id = models.UUIDField(primary_key=True)
    purged_at = models.DateTimeField()

    class Meta:
        verbose_name = "ménage effacé"
        verbose_name_plural = "ménages effacés"

    def __str__(self) -> str:
        return str(self.household_id)


class MainGeneration(models.Model):
    """The number of purges that this database has known (associations.models.VaultGeneration). One row."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "génération de la base"
        verbose_name_plural = "générations de la base"

    def __str__(self) -> str:
        return str(self.number)
