"""Rows of a list of dwellings, each checked: what it sends, or what is wrong in which cell."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from common.spreadsheets import Cell, Formula, Row, as_text
from common.spreadsheets.cells import cell_of
from common.spreadsheets.parsing import BLANK, MARKUP, CellError, plain
from offers import rules
from offers.actions.upsert import SentDwelling
from offers.closing import PARIS
from offers.imports.cells import NOW
from offers.imports.columns import PLACE, REFERENCE, normal, parsers
from territories.communes import CommuneRecord, index
from territories.models import Commune
from territories.text import commune_key

FORMULA: Final = "Cette cellule contient une formule : collez sa valeur."
NO_REFERENCE: Final = "Il manque la référence du logement."
TWICE: Final = "Cette référence est déjà à la ligne {}."
# What stands under or between the lines of a list, and is no dwelling.
TOTALS: Final = ("total", "sous total", "nombre de", "nb de", "edite le", "edition du", "page ")
_CEDEX: Final = re.compile(r"\s+cedex\b.*", re.IGNORECASE)
MOST_SEEN: Final = 1_000  # values of a column: more, and it does not repeat itself
ROW: Final = -1  # where an error concerns the whole row


@dataclass(frozen=True)
class CheckedRow:
    """`sent` when nothing is wrong; otherwise `errors`: column of the file, from 0 (or ROW) -> sentence."""

    number: int
    cells: tuple[Cell, ...]
    sent: SentDwelling | None = None
    errors: dict[int, str] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one file. A value seen before is not read again: a list repeats itself."""

    def __init__(self, headers: Sequence[str], names: Sequence[str], now: datetime) -> None:
        """`names`: the column of the platform under each header, "" for those that are not read."""
        known = parsers(now)
        self._today = timezone.localdate(now, PARIS)
        self._headers = tuple(map(normal, headers))
        self._at = {name: at for at, name in enumerate(names) if name}
        self._columns: list[tuple[int, str, Callable[[Cell], Any], dict[Any, Any]]] = [
            (at, name, known[name], {}) for at, name in enumerate(names) if name
        ]
        # Those that the database holds too, looked up once: rows may name thousands.
        self._loaded = set(Commune.objects.values_list("code", flat=True))
        self._communes: dict[tuple[str, ...], str | CellError] = {}
        self._line_of: dict[str, int] = {}

    def read(self, rows: Iterator[Row]) -> Iterator[CheckedRow]:
        """Rows that say a dwelling; titles and totals are passed over."""
        for row in rows:
            if not self._is_noise(row):
                yield self._check(row)

    def _is_noise(self, row: Row) -> bool:
        """A total, or the headers once more. Only a row without a reference, or whose first words say so, is one."""
        said = [cell for cell in row.cells if cell is not None]
        if len(said) <= len(row.cells) / 2 and isinstance(said[0], str) and plain(said[0]).startswith(TOTALS):
            return True
        # Headers are texts, every one: most rows stop here, at a number.
        if not all(isinstance(cell, str) for cell in said) or normal(str(said[0])) not in self._headers:
            return False
        same = (
            normal(str(cell)) == header
            for cell, header in zip(row.cells, self._headers, strict=True)
            if cell is not None
        )
        return sum(same) > len(self._columns) / 2

    def _check(self, row: Row) -> CheckedRow:
        values: dict[str, Any] = {}
        errors: dict[int, str] = {}
        cells = row.cells
        for at, name, parse, seen in self._columns:
            cell = cells[at]
            if cell is None:
                continue
            key = cell if cell.__class__ is str else (cell.__class__, cell)
            try:
                value = seen[key]
            except KeyError:
                value = _value(cell, parse)
                if len(seen) < MOST_SEEN:
                    seen[key] = value
            if value.__class__ is CellError:
                errors[at] = str(value)
            elif value is not BLANK:
                values[name] = value
        reference = values.pop(REFERENCE, "")
        if not reference and self._at.get(REFERENCE, ROW) not in errors:
            errors[self._at.get(REFERENCE, ROW)] = NO_REFERENCE
        if_new = {}
        if values.get("available_on") is NOW:
            del values["available_on"]
            if_new["available_on"] = self._today
        self._place(values, errors)
        if reference:
            first = self._line_of.setdefault(reference, row.number)
            if first != row.number:
                errors[self._at[REFERENCE]] = TWICE.format(first)
        if errors:
            return CheckedRow(row.number, cells, errors=errors)
        return CheckedRow(row.number, cells, SentDwelling(reference, values, if_new))

    def _place(self, values: dict[str, Any], errors: dict[int, str]) -> None:
        """The commune from its code, its name and its postal code; the address from its number and its street."""
        if (number := values.pop("street_number", "")) and "address" in values:
            values["address"] = f"{number} {values['address']}"
        said = tuple(values.pop(name, "") for name in PLACE)
        if any(said):
            code = self._communes.get(said)
            if code is None:
                code = self._communes[said] = self._commune(*said)
            if isinstance(code, CellError):
                at = next(self._at[name] for name in ("commune", "insee", "postal_code") if name in self._at)
                errors[at] = str(code)
                return
            values["commune_id"] = code
        lat, lon = values.get("lat"), values.get("lon")
        if lat is not None or lon is not None:
            try:
                rules.check_door(values.get("commune_id"), lat, lon)
            except rules.BrokenRule as error:
                errors[self._at.get("lat", self._at.get("lon", ROW))] = str(error)

    def _commune(self, insee: str, postal_code: str, name: str) -> str | CellError:
        """The INSEE code that the three say together: by its code when there is one, else by its name, told from its
        namesakes by the postal code. Never guessed."""
        exact = index().get(insee) if insee else None
        found, near = ([exact], []) if exact else _named(postal_code, name)
        if len(found) != 1:
            said = " ".join(part for part in (insee, postal_code, name) if part)
            guess = ", ".join(one.label for one in (found or near)[:3])
            return CellError(f"Commune inconnue : « {said[:60]} ».{f' Peut-être {guess} ?' if guess else ''}")
        if found[0].code not in self._loaded:
            return CellError(rules.NOT_LOADED)
        return found[0].code


def _value(cell: Cell, parse: Callable[[Cell], Any]) -> Any:
    cell = cell_of(cell)
    if isinstance(cell, Formula):
        return CellError(FORMULA)
    if isinstance(cell, str):
        read = as_text(cell)
        if not read:
            return BLANK
        if read.startswith("#") and read.rstrip("!?").isupper():
            return CellError("Excel n’a pas su calculer cette cellule : tapez sa valeur.")
        if MARKUP.search(read):
            return CellError("Cette cellule contient du code (« < ») : gardez le texte seul.")
    try:
        return parse(cell)
    except CellError as error:
        return error


def _named(postal_code: str, name: str) -> tuple[list[CommuneRecord], list[CommuneRecord]]:
    """The communes that both say, and those that one of them may mean."""
    bare = _CEDEX.sub("", name)
    if not bare and not postal_code:
        return [], []
    typed = index().resolve(f"{postal_code} {bare}".strip())
    if isinstance(typed, CommuneRecord):
        return [typed], []
    if postal_code:
        there = [one for one in index().all() if postal_code in one.postal_codes]
        same = [one for one in there if commune_key(one.name) == commune_key(bare)]
        if same:
            return same, []
        typed = [] if not bare else typed or there
    return [], typed
