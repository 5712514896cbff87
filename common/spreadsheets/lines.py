"""The lines of a list whose columns are known: each read into facts, or what is wrong in which of its cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from common.spreadsheets.cells import Cell, Formula, as_text, cell_of
from common.spreadsheets.limits import Limits, Refused
from common.spreadsheets.parsing import BLANK, CellError, Parser, plain
from common.spreadsheets.reading import read_table
from common.spreadsheets.writing import write_workbook

FORMULA: Final = "Cette cellule contient une formule : tapez sa valeur."
TO_FILL: Final = "À remplir."
NO_LINE: Final = "Aucune ligne à importer dans ce fichier."


@dataclass(frozen=True)
class Column:
    """`headers`: the words that head it, ours first. Not `required`: a line may leave it empty, a file do without."""

    name: str
    headers: tuple[str, ...]
    parse: Parser
    required: bool = True

    @property
    def label(self) -> str:
        return self.headers[0]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """`facts`: by name of column, of the cells that say something. `wrong`: column of the file, from 0 -> sentence."""

    number: int
    cells: tuple[Cell, ...]
    facts: dict[str, Any]
    wrong: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadLines:
    """`at`: name of a column -> where it stands in the file."""

    headers: tuple[str, ...]
    at: dict[str, int]
    lines: tuple[ReadLine, ...]


def read_lines(content: bytes, columns: Sequence[Column], *, limits: Limits, empty: str = NO_LINE) -> ReadLines:
    """Every line that holds something. Columns that nobody asked for are left alone.

    Raises Refused: no table, too long, a column that is lacking or there twice, no line (`empty`).
    """
    named = {plain(word): one for one in columns for word in one.headers}
    table = read_table(content, is_header=lambda text: plain(text) in named, limits=limits)
    found = [named.get(plain(header)) for header in table.headers]
    at: dict[str, int] = {}
    for place, column in enumerate(found):
        if column is None:
            continue
        if column.name in at:
            raise Refused(
                f"Deux colonnes disent « {column.label} » (« {table.headers[at[column.name]]} » et "
                f"« {table.headers[place]} ») : gardez-en une."
            )
        at[column.name] = place
    lacking = [one.label for one in columns if one.required and one.name not in at]
    if lacking:
        raise Refused(
            f"Il manque {'la colonne' if len(lacking) == 1 else 'les colonnes'} « {' », « '.join(lacking)} »."
        )
    read = tuple(_line(row.number, tuple(map(cell_of, row.cells)), found) for row in table.rows())
    if not read:
        raise Refused(empty)
    return ReadLines(table.headers, at, read)


def _line(number: int, cells: tuple[Cell, ...], columns: Sequence[Column | None]) -> ReadLine:
    facts: dict[str, Any] = {}
    wrong: dict[int, str] = {}
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if column is None:
            continue
        try:
            value = _value(cell, column.parse)
        except CellError as error:
            wrong[at] = str(error)
            continue
        if value is not BLANK:
            facts[column.name] = value
        elif column.required:
            wrong[at] = TO_FILL
    return ReadLine(number, cells, facts, wrong)


def _value(cell: Cell, parse: Callable[[Cell], Any]) -> Any:
    if as_text(cell) == "":
        return BLANK
    if isinstance(cell, Formula):
        raise CellError(FORMULA)
    return parse(cell)


def write_template(columns: Sequence[Column], *, sheet: str) -> bytes:
    """An empty workbook with our own headers."""
    return write_workbook([one.label for one in columns], [], sheet=sheet)
