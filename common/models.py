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


def append_only_but(name: str, column: str) -> pgtrigger.Trigger:
    """The same, but for one column that may be set to NULL, everything else of the row unchanged: a purge."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' AND NEW.{column} IS NULL
                AND to_jsonb(NEW) - '{column}' = to_jsonb(OLD) - '{column}' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
        """,
    )
