"""Writing the reference tables of territories, from `territories/data/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, models, transaction
from psycopg import sql

from territories.communes import index
from territories.departements import departements, regions
from territories.models import Commune, Departement, Region


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of a table the files hold, and how many were added or corrected."""

    model: type[models.Model]
    total: int
    changed: int


@transaction.atomic
def load_reference_data() -> list[Loaded]:
    """Brings régions, départements and communes to what the files say. Run again, it changes no row.

    What a newer file no longer has is kept: dwellings and conventions of the past still point to it.
    """
    return [
        _upsert(Region, ["code", "name"], [(one.code, one.name) for one in regions().values()]),
        _upsert(
            Departement,
            ["code", "name", "region_id"],
            [(one.code, one.name, one.region) for one in departements().values()],
        ),
        _upsert(
            Commune,
            ["code", "name", "departement_id", "lat", "lon", "radius_km"],
            [(one.code, one.name, one.departement, one.lat, one.lon, one.radius_km) for one in index().all()],
        ),
    ]


def _upsert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Loaded:
    """COPY into a passing table, then one statement for the rows that differ alone. The first column is the key."""
    table = sql.Identifier(model._meta.db_table)
    passing = sql.Identifier(f"loading_{model._meta.db_table}")
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = columns[1:]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                passing, names, table
            )
        )
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(passing, names)) as copy:
            total = 0
            for row in rows:
                copy.write_row(row)
                total += 1
        cursor.execute(
            sql.SQL(
                "INSERT INTO {table} AS old ({names}) SELECT {names} FROM {passing} "
                "ON CONFLICT ({key}) DO UPDATE SET {assignments} WHERE ({before}) IS DISTINCT FROM ({after})"
            ).format(
                table=table,
                names=names,
                passing=passing,
                key=sql.Identifier(columns[0]),
                assignments=sql.SQL(", ").join(
                    sql.SQL("{} = excluded.{}").format(sql.Identifier(one), sql.Identifier(one)) for one in values
                ),
                before=sql.SQL(", ").join(sql.SQL("old.{}").format(sql.Identifier(one)) for one in values),
                after=sql.SQL(", ").join(sql.SQL("excluded.{}").format(sql.Identifier(one)) for one in values),
            )
        )
        changed = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}").format(passing))
    return Loaded(model, total, changed)
