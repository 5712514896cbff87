"""Many new rows at once: COPY, several times as fast as the INSERT of `bulk_create` (`make bench`, imports)."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from django.utils import timezone

# What PostgreSQL draws or derives itself.
DERIVED = (models.GeneratedField, models.AutoField)

M = TypeVar("M", bound=models.Model)


def twin(row: M) -> M:
    """A new row with the values of one that is not saved, its key included; relations set on it are not taken along.

    Filling in thirty defaults is most of what making a row costs, and `copy.copy` costs as much again.
    """
    made = type(row).__new__(type(row))
    vars(made).update(vars(row), _state=ModelState())
    return made


def copy_new(rows: Sequence[models.Model]) -> None:
    """Writes rows of one model that are not in the database yet, in the transaction under way.

    As `bulk_create`: no `save`, no signal, defaults and `auto_now_add` filled in; the triggers of the database hold.
    Raises IntegrityError as any INSERT.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, DERIVED)]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    statement = f"COPY {connection.ops.quote_name(meta.db_table)} ({names}) FROM STDIN"
    read = [(field.attname, bool(field.choices)) for field in fields]
    moments = dict.fromkeys(
        (field.attname for field in fields if getattr(field, "auto_now_add", False)), timezone.now()
    )
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            values: dict[str, Any] = vars(row)
            values.update(moments)
            copy.write_row([_bare(values[name]) if has_codes else values[name] for name, has_codes in read])


def insert_alike(row: models.Model, name: str, values: Sequence[Any]) -> None:
    """Many new rows equal to one, not saved, in all but a column and their key: PostgreSQL makes them itself.

    Keys that are UUIDs are drawn there as well. As `copy_new` for the rest.
    """
    if not values:
        return
    meta = row._meta
    columns, given, parameters = [], [], []
    for field in meta.concrete_fields:
        if isinstance(field, DERIVED):
            continue
        columns.append(connection.ops.quote_name(str(field.column)))
        if field.attname == name:
            given.append("one")
        elif field.primary_key:
            given.append("gen_random_uuid()")
        else:
            given.append("%s")
            parameters.append(field.get_db_prep_save(field.pre_save(row, add=True), connection))
    table = connection.ops.quote_name(meta.db_table)
    # Names of our own models; what is written goes by parameters.
    statement = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(given)} FROM unnest(%s) AS one"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, list(values)])


def _bare(value: Any) -> Any:
    """A code of an enumeration as the text that it is: psycopg dumps exact types."""
    return value.value if isinstance(value, models.Choices) else value
