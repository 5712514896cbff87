"""Delivery reports, as a mail server pipes them: `manage.py record_bounces < report`, or a file, or a folder."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from notifications.actions import record_bounce
from notifications.bounces import undelivered

MOST_BYTES = 5_000_000


class Command(BaseCommand):
    help = "Reads delivery reports (RFC 3464) and stops the messages to whom they name. Anything else is ignored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a report, or a folder of them; else standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        ids = [undelivered(report) for report in _reports(options["path"])]
        found = sum(record_bounce(notice_id=one) for one in ids if one is not None)
        # Neither address nor id: this stands in the log of a mail server.
        self.stdout.write("Recorded." if found else "Nothing of ours.")


def _reports(path: Path | None) -> Iterator[bytes]:
    if path is None:
        yield sys.stdin.buffer.read(MOST_BYTES)
        return
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        try:
            with file.open("rb") as opened:
                yield opened.read(MOST_BYTES)
        except OSError:
            continue
