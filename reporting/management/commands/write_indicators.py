"""Writes docs/indicators.md from reporting.definitions, which reports print too."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.definitions import INDICATORS, Indicator

DOCUMENT: Final = Path(settings.BASE_DIR) / "docs" / "indicators.md"
HEAD: Final = """\
# Indicateurs des rapports

Écrit par `manage.py write_indicators` d’après `reporting/definitions.py` : les rapports impriment les mêmes
définitions.

- **Tout se recompte** des mouvements datés, un par geste, que rien ne modifie : avant comme après l’effacement d’une
  fiche. `pytest -m reports` les recompte d’une autre façon, sur trois histoires de deux ans.
- **Les jours sont ceux de Paris**, les deux bornes d’une période comprises.
- **Un rapport compte ce qui était su à sa construction.** Un fait saisi plus tard entre dans les cumuls du suivant,
  marqué, ou dans une nouvelle version.
- **Périmètre.** Ce qui se passe dans le territoire ; pour une convention, chez les bailleurs qui l’ont signée, à
  partir du jour où chacun a signé, la date de chaque indicateur faisant foi. Les besoins ne sont d’aucun bailleur :
  ils comptent lorsqu’ils nomment un département du territoire.
- **Sensibilité.** « organisations : exact » se montre tel quel. « ménages : seuil » n’est pas montré sous 5 au comité,
  sous 11 en public, zéro compris, ni là où un effectif montré permettrait d’en retrouver un : « n.c. ».
"""


def document() -> str:
    """The text of docs/indicators.md as the definitions are now."""
    return "\n".join([HEAD, *map(_section, INDICATORS)])


def _section(one: Indicator) -> str:
    return f"""\
## {one.code}. {one.name}

{one.text}

- Unité : {one.unit}
- Période : {one.period.rstrip(".")}
- Ventilation : {one.split}
- Sensibilité : {one.sensitivity}
- Source : {one.source}
"""


class Command(BaseCommand):
    help = "Writes docs/indicators.md."

    def handle(self, *args: Any, **options: Any) -> None:
        DOCUMENT.write_text(document(), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT.relative_to(settings.BASE_DIR)} written.")
