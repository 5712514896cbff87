"""A list of figures of the context."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Role
from common.spreadsheets import Cell, as_text
from common.spreadsheets.lines import Column
from common.spreadsheets.parsing import CellError, Parser, code_of, plain, text_of, whole_of
from common.templatetags.formats import thousands
from conventions.imports.kinds import LineError, day_until, words_of
from conventions.models import ContextFigure, Measure
from territories.departements import departements, regions
from territories.models import Departement, Region

MOST = 100_000_000
COUNTRY_WORDS = frozenset({"france", "france entiere", "national", "pays", "france hexagonale et outre mer"})


@dataclass(frozen=True)
class Territory:
    """Neither of both: the whole country."""

    region: str | None = None
    departement: str | None = None


class ContextFigures:
    """Of the country, and of the regions and départements that a member follows."""

    sheet = "Contexte"

    def __init__(self, member: Membership) -> None:
        self._member = member
        self.columns: tuple[Column, ...] = (
            Column("territory", ("Territoire", "Région ou département", "Région", "Département"), _territory(member)),
            Column(
                "measure",
                ("Mesure", "Indicateur"),
                code_of(words_of(Measure), f"Mesure inconnue : {' ; '.join(str(one.label) for one in Measure)}."),
            ),
            Column("period", ("Période",), text_of(40)),
            Column(
                "counted_on",
                ("Dernier jour de la période", "Dernier jour", "Au", "Arrêté au"),
                day_until(timezone.localdate()),
            ),
            Column("value", ("Valeur", "Nombre", "Chiffre"), whole_of(0, MOST)),
            Column("source", ("Source",), text_of(250)),
            Column(
                "published_on",
                ("Date de la source", "Publié le", "Source datée du"),
                day_until(timezone.localdate()),
                required=False,
            ),
        )

    def row_of(self, facts: Mapping[str, Any]) -> ContextFigure:
        territory: Territory = facts["territory"]
        return ContextFigure(
            region_id=territory.region,
            departement_id=territory.departement,
            measure=facts["measure"],
            period=facts["period"],
            counted_on=facts["counted_on"],
            value=facts["value"],
            source=facts["source"],
            published_on=facts.get("published_on"),
            typed_by=self._member.user,
        )

    def key_of(self, row: ContextFigure) -> Hashable:
        return (row.region_id, row.departement_id, row.measure, row.counted_on, row.source)

    def told_by(self, row: ContextFigure) -> str:
        return thousands(row.value)

    def known(self, rows: Sequence[ContextFigure]) -> dict[Hashable, str]:
        if not rows:
            return {}
        days = {row.counted_on for row in rows}
        before = ContextFigure.objects.filter(counted_on__range=(min(days), max(days)))
        return {self.key_of(one): self.told_by(one) for one in before.order_by("id")}

    def check_together(self, rows: Iterable[tuple[int, ContextFigure]]) -> dict[int, LineError]:
        return {}


def _territory(member: Membership) -> Parser:
    """« France », a région by its name, a département by its number or its name; « Région Mayotte » where a name is
    that of both. Two queries, when it is made.
    """
    hers = Region.objects.order_by("code")
    if member.role != Role.FEDERATION:
        hers = hers.filter(organisation=member.organisation_id)
    known: dict[str, set[Territory]] = {}
    for code in hers.values_list("code", flat=True):
        name = regions()[code].name
        for word in (name, f"Région {name}"):
            known.setdefault(plain(word), set()).add(Territory(region=code))
    for code in Departement.objects.filter(region__in=hers).order_by("code").values_list("code", flat=True):
        one = departements()[code]
        for word in (code, code.lstrip("0"), one.name, one.label, f"Département {one.name}"):
            known.setdefault(plain(word), set()).add(Territory(departement=code))

    def parse(cell: Cell) -> Territory:
        word = plain(as_text(cell))
        if word in COUNTRY_WORDS:
            return Territory()
        found = known.get(word, set())
        if not found:
            raise CellError(
                "Territoire inconnu, ou hors de vos régions : écrivez « France », le nom de la région, ou le numéro "
                "du département."
            )
        if len(found) > 1:
            raise CellError("C’est une région et un département : écrivez « Région … » ou « Département … ».")
        return next(iter(found))

    return parse
