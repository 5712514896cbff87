"""A list of figures of the context."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Role
from common.spreadsheets import Cell, as_text
from common.spreadsheets.lines import Column
from common.spreadsheets.parsing import CellError, Parser, code_of, plain, whole_of
from common.templatetags.formats import thousands
from conventions.imports.kinds import day_until, line_of, words_of
from conventions.models import ContextFigure, Measure
from conventions.policies import WrongFact, check_published
from conventions.territory import Place, may_write
from territories.departements import departements, regions
from territories.models import Departement, Region

COUNTRY_WORDS = frozenset({"france", "france entiere", "national", "pays", "france hexagonale et outre mer"})


class ContextFigures:
    """Of the places whose figures a member types: the country is the federation's."""

    sheet = "Contexte"

    def __init__(self, member: Membership) -> None:
        self._member = member
        self.columns: tuple[Column, ...] = (
            Column("where", ("Territoire", "Région ou département", "Région", "Département"), _territory(member)),
            Column(
                "measure",
                ("Mesure", "Indicateur"),
                code_of(words_of(Measure), f"Mesure inconnue : {' ; '.join(str(one.label) for one in Measure)}."),
            ),
            Column("period", ("Période",), line_of(40)),
            Column(
                "counted_on",
                ("Dernier jour de la période", "Dernier jour", "Au", "Arrêté au"),
                day_until(timezone.localdate()),
            ),
            Column("value", ("Valeur", "Nombre", "Chiffre"), whole_of(0, 999_999_999)),
            Column("source", ("Source",), line_of(250)),
            Column(
                "published_on",
                ("Date de la source", "Publié le", "Source datée du"),
                day_until(timezone.localdate()),
                required=False,
            ),
        )

    def row_of(self, facts: Mapping[str, Any]) -> ContextFigure:
        place: Place = facts["where"]
        figure = ContextFigure(
            region_id=place.region_id,
            departement_id=place.departement_id,
            measure=facts["measure"],
            period=facts["period"],
            counted_on=facts["counted_on"],
            value=facts["value"],
            source=facts["source"],
            published_on=facts.get("published_on"),
            typed_by=self._member.user,
        )
        check_published(figure)
        return figure

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

    def check_together(self, rows: Iterable[tuple[int, ContextFigure]]) -> dict[int, WrongFact]:
        return {}


def _territory(member: Membership) -> Parser:
    """« France », a région by its name, a département by its number or its name; « Région Mayotte » where a name is
    that of both. Two queries, when it is made.
    """
    hers = Region.objects.order_by("code")
    if member.role != Role.FEDERATION:
        hers = hers.filter(organisation=member.organisation_id)
    known: dict[str, set[Place]] = {}
    for code in hers.values_list("code", flat=True):
        name = regions()[code].name
        for word in (name, f"Région {name}"):
            known.setdefault(plain(word), set()).add(Place(region_id=code))
    for code in Departement.objects.filter(region__in=hers).order_by("code").values_list("code", flat=True):
        one = departements()[code]
        for word in (code, code.lstrip("0"), one.name, one.label, f"Département {one.name}"):
            known.setdefault(plain(word), set()).add(Place(departement_id=code))

    def parse(cell: Cell) -> Place:
        word = plain(as_text(cell))
        if word in COUNTRY_WORDS and may_write(member, Place()):
            return Place()
        found = known.get(word, set())
        if not found:
            raise CellError(
                "Territoire inconnu, ou qui n’est pas dans vos régions : écrivez le nom de la région, ou le numéro du "
                "département."
            )
        if len(found) > 1:
            raise CellError("C’est une région et un département : écrivez « Région … » ou « Département … ».")
        return next(iter(found))

    return parse
