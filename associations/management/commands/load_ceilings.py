"""`manage.py load_ceilings`: income ceilings from the reference file. A year already known is left as it is."""

from typing import Any

from django.core.management.base import BaseCommand

from associations.actions import load_ceilings


class Command(BaseCommand):
    help = "Charge les plafonds de ressources des années qui ne sont pas encore connues."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Plafonds de ressources : {load_ceilings()} ajoutés.")
