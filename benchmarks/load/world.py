"""The country that is played in: new databases, the demonstration, dwellings and households, the people who play."""

import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from random import Random

import psycopg
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from psycopg import sql

from accounts.models import Role
from benchmarks.load.players import members_of, player
from benchmarks.seeding import Country, analyse

# Of a hundred: most search and follow households, a fifth publish; the committee's members are few.
SHARES = {
    Role.CASEWORKER: 66,
    Role.ASSOCIATION_MANAGER: 7,
    Role.BAILLEUR_AGENT: 14,
    Role.BAILLEUR_MANAGER: 5,
    Role.FEDERATION: 3,
    Role.COORDINATOR: 3,
    Role.PARTNER: 2,
}
# A laptop's server is not asked to survive a power cut, nor may its log tell what a test reads there: here it is.
AS_IN_PRODUCTION = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "log_statement": "none"}


def seed(*, dwellings: int, households: int, people: int, number: int, file: Path) -> int:
    """Writes the people into `file`, one JSON object a line; how many they are."""
    _new_databases()
    country = Country(number)
    country.households(households)
    country.dwellings(dwellings)
    rng = Random(f"players {number}")
    made = 0
    with file.open("w") as written:
        for role, share in SHARES.items():
            for member in members_of(role, max(1, round(people * share / 100)), rng):
                written.write(json.dumps(asdict(player(member, rng))) + "\n")
                made += 1
    analyse("matching_candidature", "notifications_notice", "django_session")
    return made


def _new_databases() -> None:
    for alias, one in settings.DATABASES.items():
        where = {"host": one["HOST"], "port": one["PORT"], "user": one["USER"], "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as server:
            name = sql.Identifier(one["NAME"])
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            server.execute(sql.SQL("CREATE DATABASE {}").format(name))
            for setting, value in AS_IN_PRODUCTION.items():
                server.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
            server.execute("SELECT pg_reload_conf()")
        call_command("migrate", database=alias, verbosity=0)
    cache.clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    for command in ("load_territories", "load_ceilings", "load_demo"):
        call_command(command, stdout=StringIO())
