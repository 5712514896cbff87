"""Connections to PostgreSQL that the processes hold: their pools bound them."""

from django.conf import settings
from django.db import connection

IN_ALL = "SELECT pid FROM pg_stat_activity WHERE datname IS NOT NULL AND backend_type = 'client backend'"


class Connections:
    """Made before the processes start: what is there already is the benchmark's own."""

    def __init__(self, processes: int) -> None:
        self.own, self.most = _pids(), 0
        pools = sum(one["OPTIONS"]["pool"]["max_size"] for one in settings.DATABASES.values())
        self.bound = processes * pools

    def look(self) -> None:
        self.most = max(self.most, len(_pids() - self.own))


def _pids() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(IN_ALL)
        return {pid for (pid,) in cursor.fetchall()}
