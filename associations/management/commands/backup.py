"""Encrypted backups of both databases and of the photos, each kept its own number of days."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.backups import files, keeping, postgres
from common.backups.keeping import DAYS_KEPT, BackupError, Kind


class Command(BaseCommand):
    help = "Writes backups into BACKUP_DIR for the age public key BACKUP_RECIPIENT, and deletes those that are over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="+", choices=list(Kind), default=list(Kind), help="all by default")
        parser.add_argument("--pg-dump", default="pg_dump", help="the program pg_dump, with what must come before it")

    def handle(self, *args: Any, **options: Any) -> None:
        """One that fails does not stop the others; the command fails at its end."""
        failed = []
        # The main database before the vault: a key is written before its household, never the other way round.
        for kind in Kind:
            if kind not in options["only"]:
                continue
            try:
                sheet = keeping.write(kind, _content(kind, options["pg_dump"]))
            except BackupError as error:
                failed.append(f"{kind}: {error}")
            else:
                self.stdout.write(f"{sheet.file}: {sheet.bytes} bytes, verified, kept {DAYS_KEPT[kind]} days.")
        try:
            self.stdout.write(f"{keeping.forget()} old files deleted.")
        except (BackupError, OSError) as error:
            failed.append(f"old backups: {error}")
        if failed:
            raise CommandError("\n".join(failed))


def _content(kind: Kind, pg_dump: str) -> Iterator[bytes]:
    if kind == Kind.PHOTOS:
        return files.archive()
    return postgres.dump("default" if kind == Kind.MAIN else "vault", pg_dump)
