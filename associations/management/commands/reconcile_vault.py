"""After either database was restored: purges again what had been purged. The web does not start before."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from associations.actions import VaultLost, reconcile


class Command(BaseCommand):
    help = "Makes the main database and the vault agree after a restoration of either; refuses when keys were lost."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = reconcile()
        except VaultLost as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done.households} households purged again, {done.keys} keys destroyed again.")
