"""The months of the access log: made ahead, dropped after 12 months (CNIL: 6 to 12 months, domain.md 7)."""

from datetime import UTC, datetime

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from psycopg import sql

TABLE = "accounts_accessevent"
MONTHS_AHEAD = 2
MONTHS_KEPT = 12


def month_after(month: datetime, count: int = 1) -> datetime:
    """The first instant, in UTC, of the month that comes `count` months after that of `month`; back when negative."""
    number = month.year * 12 + month.month - 1 + count
    return datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)


def name_of(month: datetime) -> str:
    """Name of the partition of a month."""
    return f"{TABLE}_{month:%Y_%m}"


def create_ahead(connection: BaseDatabaseWrapper) -> None:
    """The partitions of this month and of the next two, where they are absent.

    What falls outside goes to the default partition, so that an opening is always written. A month whose rows are
    already there stays there: it is never split off, and shows in `manage.py expire_access_log`.
    """
    this = month_after(timezone.now(), 0)
    with connection.cursor() as cursor:
        for ahead in range(MONTHS_AHEAD + 1):
            start, end = month_after(this, ahead), month_after(this, ahead + 1)
            cursor.execute(
                f"SELECT to_regclass(%s) IS NULL AND NOT EXISTS "  # noqa: S608 - our own constant
                f"(SELECT FROM {TABLE}_default WHERE at >= %s AND at < %s)",
                [name_of(start), start, end],
            )
            if cursor.fetchone()[0]:
                cursor.execute(
                    f"CREATE TABLE {name_of(start)} PARTITION OF {TABLE} "
                    f"FOR VALUES FROM ('{start.isoformat()}') TO ('{end.isoformat()}')"
                )


def expire(connection: psycopg.Connection) -> tuple[list[str], int]:
    """Drops the months older than 12; gives their names, and how many old rows wait in the default partition.

    `connection` is that of the role that owns the log: the platform's own may only add to it.
    """
    oldest = month_after(timezone.now(), -MONTHS_KEPT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [TABLE])
        months = sorted(name for (name,) in cursor.fetchall() if not name.endswith("_default"))
        over = [name for name in months if name < name_of(oldest)]
        for name in over:
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))
        cursor.execute(
            sql.SQL("SELECT count(*) FROM {} WHERE at < %s").format(sql.Identifier(f"{TABLE}_default")), [oldest]
        )
        row = cursor.fetchone()
    connection.commit()
    return over, row[0] if row else 0
