"""Draws the moves of dwellings and candidatures to docs/workflow.svg, from the tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from common.workflow_drawing import draw
from matching.models import Side
from matching.workflow import CANDIDATURE_MOVES
from offers.transitions import OFFER_MOVES

DRAWING = Path(settings.BASE_DIR) / "docs" / "workflow.svg"
SIDES = {
    Side.ASSOCIATION.value: "l’association",
    Side.BAILLEUR.value: "le bailleur",
    Side.FEDERATION.value: "la FNSF",
    Side.SYSTEM.value: "la plateforme",
}


def drawing() -> str:
    """The text of docs/workflow.svg as the tables are now."""
    return draw([("Un logement", OFFER_MOVES), ("Une candidature", CANDIDATURE_MOVES)], SIDES)


class Command(BaseCommand):
    help = "Draws docs/workflow.svg."

    def handle(self, *args: Any, **options: Any) -> None:
        DRAWING.write_text(drawing(), encoding="utf-8")
        self.stdout.write(f"{DRAWING.relative_to(settings.BASE_DIR)} drawn.")
