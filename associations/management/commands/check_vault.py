"""Does everything decrypt? Counts only, never a content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from associations.checkup import check_up


class Command(BaseCommand):
    help = "Opens every file, zone and number; says how many do not open, and fails when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_up()
        self.stdout.write(
            f"{found.households} households: {found.without_key} without a key, {found.unreadable} that do not open; "
            f"{found.keys} keys: {found.dead_keys} that no key of the ring opens, {found.orphans} of no household."
        )
        if found.without_key or found.unreadable or found.dead_keys:
            raise CommandError("Something does not open.")
