"""What several apps' tables share."""

import uuid

import pgtrigger
from django.db import models


class PublicIdModel(models.Model):
    """A row whose id may stand in an address: random, so that it tells neither order nor number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def append_only(name: str) -> pgtrigger.Protect:
    """The trigger of an append-only table: the database itself refuses UPDATE and DELETE."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)
