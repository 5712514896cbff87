"""`manage.py load_territories`: régions, départements and communes from the reference files. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from territories.actions import load_reference_data


class Command(BaseCommand):
    help = "Charge les régions, départements et communes (sans effet si rien n’a changé)."

    def handle(self, *args: Any, **options: Any) -> None:
        for loaded in load_reference_data():
            name = str(loaded.model._meta.verbose_name_plural).capitalize()
            self.stdout.write(f"{name} : {loaded.total} dans le fichier, ajouts ou corrections : {loaded.changed}.")
