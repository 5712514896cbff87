"""Loads a dump of the main database, then purges again what was purged since it was made."""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections


class Command(BaseCommand):
    help = "Replaces the main database by a plain SQL dump (pg_dump), then runs reconcile_vault."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dump", type=Path, help="a file written by pg_dump, in plain SQL")
        parser.add_argument("--psql", default="psql", help="the program psql, with what must come before it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dump"].is_file():
            raise CommandError(f"{options['dump']} is not a file.")
        description = connections["default"].settings_dict
        connections["default"].close()
        where = {
            "PGHOST": str(description["HOST"]),
            "PGPORT": str(description["PORT"] or 5432),
            "PGUSER": str(description["USER"]),
            "PGPASSWORD": str(description["PASSWORD"]),  # never in the arguments, which every process may read
            "PGDATABASE": str(description["NAME"]),
        }
        empty = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
        done = subprocess.run(  # noqa: S603 - the operator's own command
            [*options["psql"].split(), "-v", "ON_ERROR_STOP=1", "--quiet", "--single-transaction", "-f", "-"],
            input=empty + options["dump"].read_bytes(),
            env={**{key: value for key, value in os.environ.items() if not key.startswith("PG")}, **where},
            capture_output=True,
            check=False,
            cwd="/",
        )
        if done.returncode:
            raise CommandError(f"psql failed, nothing was changed: {done.stderr.decode(errors='replace')[-500:]}")
        self.stdout.write("The dump is loaded.")
        call_command("reconcile_vault", stdout=self.stdout)
