"""Loads a backup, or a plain dump of the main database, then purges again what was purged since it was made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from associations.vault import VAULT
from common.backups import files, keeping, postgres
from common.backups.keeping import CHUNK_BYTES, BackupError, Kind

Feed = Callable[[Callable[[bytes], object]], None]


class Command(BaseCommand):
    help = (
        "Replaces a database by a backup of `manage.py backup` (main, vault) or by a plain SQL dump (main), then runs "
        "the migrations and reconcile_vault; puts back the photos of a backup that rows still refer to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dump", type=Path, help="a backup (.age), or a file written by pg_dump, in plain SQL")
        parser.add_argument("--identity", type=Path, help="for a backup: the file of the age private key")
        parser.add_argument("--psql", default="psql", help="the program psql, with what must come before it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["dump"]
        if not path.is_file():
            raise CommandError(f"{path} is not a file.")
        try:
            kind, feed = _opened(path, options["identity"]) if path.suffix == ".age" else (Kind.MAIN, _plain(path))
            if kind == Kind.PHOTOS:
                self.stdout.write(f"{files.put_back(feed)} photos put back.")
                return
            alias = "default" if kind == Kind.MAIN else VAULT
            postgres.load(alias, feed, options["psql"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The dump is loaded.")
        # It may come from before an upgrade.
        call_command("migrate", database=alias, verbosity=0)
        call_command("reconcile_vault", stdout=self.stdout)


def _opened(path: Path, identity: Path | None) -> tuple[Kind, Feed]:
    """What a backup is of, once it is known to be whole, and what gives its content. Raises BackupError."""
    if identity is None:
        raise BackupError("A backup opens with its private key: give --identity with the file that holds it.")
    keys = keeping.identities(identity)
    return Kind(keeping.check(path).kind), lambda write_to: keeping.read(path, keys, write_to)


def _plain(path: Path) -> Feed:
    def feed(write_to: Callable[[bytes], object]) -> None:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                write_to(chunk)

    return feed
