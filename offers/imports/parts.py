"""Checked rows as they wait, sealed, between the reading of a file and the writing of its dwellings."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from common.encryption import Place, keyring
from common.spreadsheets import Cell, as_text
from offers.actions.upsert import Outcome, SentDwelling
from offers.imports.rows import CheckedRow
from offers.models import OfferImport, OfferImportPart

ROWS: Final = 2_000  # of a part
_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "available_on": date.fromisoformat,
    "caleol_on": date.fromisoformat,
    "closes_at": datetime.fromisoformat,
    "surface_m2": Decimal,
}


@dataclass(frozen=True)
class GoodRow:
    """A row that holds, and what writing it would do at the moment of the reading."""

    number: int
    sent: SentDwelling
    outcome: Outcome
    changed: tuple[str, ...] = ()
    lacking: str = ""  # why it would stay a draft


@dataclass(frozen=True)
class BadRow:
    """A row that is refused: its cells as they came, and column -> sentence."""

    number: int
    cells: tuple[Cell, ...]
    errors: dict[int, str]


@dataclass
class Part:
    good: list[GoodRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def file_place(offer_import: OfferImport) -> Place:
    return Place("offers_offerimport", str(offer_import.id), "sealed_file")


def _place(offer_import: OfferImport, number: int) -> Place:
    return Place("offers_offerimportpart", f"{offer_import.id}/{number}", "sealed")


def sealed_part(offer_import: OfferImport, number: int, part: Part) -> OfferImportPart:
    """The row of the database that keeps a part; not saved."""
    content = {
        "good": [
            [one.number, one.sent.reference, one.sent.columns, one.sent.if_new, one.outcome, one.changed, one.lacking]
            for one in part.good
        ],
        "bad": [[one.number, [_kept(cell) for cell in one.cells], list(one.errors.items())] for one in part.bad],
    }
    return OfferImportPart(
        offer_import=offer_import,
        number=number,
        sealed=keyring().seal(json.dumps(content, default=str).encode(), _place(offer_import, number)),
        rows=len(part.good),
        refused=len(part.bad),
    )


def open_part(kept: OfferImportPart) -> Part:
    content = json.loads(keyring().open(bytes(kept.sealed), _place(kept.offer_import, kept.number)))
    return Part(
        [
            GoodRow(
                number,
                SentDwelling(reference, _read(columns), _read(if_new)),
                Outcome(outcome),
                tuple(changed),
                lacking,
            )
            for number, reference, columns, if_new, outcome, changed, lacking in content["good"]
        ],
        [
            BadRow(number, tuple(_cell(cell) for cell in cells), {int(at): sentence for at, sentence in errors})
            for number, cells, errors in content["bad"]
        ],
    )


def bad_row(row: CheckedRow) -> BadRow:
    return BadRow(row.number, row.cells, row.errors)


def _read(columns: dict[str, Any]) -> dict[str, Any]:
    for name, reader in _READERS.items():
        if columns.get(name) is not None:
            columns[name] = reader(columns[name])
    return columns


def _kept(cell: Any) -> Any:
    """A cell in JSON: a day as a list of one text, what JSON has no kind for as a text."""
    if isinstance(cell, date):
        return [cell.isoformat()]
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return cell if abs(cell) < float("inf") else as_text(cell)
    return as_text(cell) if isinstance(cell, time | timedelta) else "="


def _cell(kept: Any) -> Cell:
    return datetime.fromisoformat(kept[0]) if isinstance(kept, list) else kept
