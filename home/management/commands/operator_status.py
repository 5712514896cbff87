"""How the installation fares, in a terminal; fails when something is to be looked at."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.operator import status


class Command(BaseCommand):
    help = "Services, queues, oldest work, last beat, last backups, mail that bounced, slow pages. Ages in seconds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = status()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(now)))
        else:
            for name, value in asdict(now).items():
                parts = value.items() if isinstance(value, dict) else [("", value)]
                for part, one in parts:
                    shown = "-" if one is None else f"{one:.0f}" if isinstance(one, float) else one
                    self.stdout.write(f"{name} {part}".strip().ljust(28) + str(shown))
        if troubles := now.troubles():
            raise CommandError("\n".join(troubles))
