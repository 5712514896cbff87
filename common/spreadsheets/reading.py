"""The table of a file: which sheet, which line holds the headers, and the rows under it, one at a time."""

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import openpyxl

from common.spreadsheets import delimited
from common.spreadsheets.cells import Cell, as_read, as_text, cell_of
from common.spreadsheets.limits import LIMITS, MIB, Limits, Refused
from common.spreadsheets.package import NOT_A_WORKBOOK, check_package

HEADERS_WITHIN: Final = 30  # lines: titles, dates of edition and logos stand above
LONGEST_HEADER: Final = 120
EMPTY: Final = "Ce fichier est vide."
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# openpyxl warns of styles it does not keep, and quotes the cell whose date it cannot read: no log needs that.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: the line of the file, from 1. `cells`: as many as there are headers."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`headers`: a text for each column, "" where there is none. `size`: lines of the sheet, as far as it says so.

    `rows` reads the sheet as it goes: nothing but the row under way, and the texts of a workbook, is in memory.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    size: int
    _open: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """The rows under the headers that hold something. Raises Refused, also midway."""
        return self._open()


def read_table(content: bytes, *, is_header: Callable[[str], bool], limits: Limits = LIMITS) -> Table:
    """The table of a file whose name nobody looks at. Raises Refused.

    `is_header` says whether a text is a header that the caller knows: the line with the most of them is the line of
    headers; where none is known, the first line with two texts.
    """
    if not content.strip():
        raise Refused(EMPTY)
    if len(content) > limits.file:
        raise Refused(f"Ce fichier fait {len(content) / MIB:.0f} Mo : {limits.file // MIB} Mo au plus.")
    if content.startswith(_OLD_EXCEL):
        raise Refused(
            "Ce classeur est d’un ancien format (.xls) ou fermé par un mot de passe : enregistrez-le en .xlsx."
        )
    if content.startswith(b"PK"):
        return _of_workbook(content, is_header, limits)
    if content.lstrip()[:1] == b"<":
        raise Refused("Ce fichier est une page web ou du XML renommé : ouvrez-le, puis enregistrez-le en .xlsx.")
    return _of_text(content, is_header, limits)


def _of_text(content: bytes, is_header: Callable[[str], bool], limits: Limits) -> Table:
    text = delimited.decoded(content)
    delimited.check_lines(text, limits)
    delimiter = delimited.delimiter_of(text, lambda row: _known(row, is_header))

    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        for number, row in delimited.lines_of(text, delimiter, limits):
            yield number, [as_read(one) or None for one in row]

    first = list(islice(lines(), HEADERS_WITHIN))
    return _table("", lines, first, text.count("\n") + 1, is_header, limits)


def _of_workbook(content: bytes, is_header: Callable[[str], bool], limits: Limits) -> Table:
    check_package(content, limits)
    # Opened once: its texts are most of the work. A sheet may be gone through again.
    book = _Workbook(content)
    tables = [
        (_best(first := list(islice(book.lines(name), HEADERS_WITHIN)), is_header)[1], -place, name, first)
        for place, name in enumerate(book.visible())
    ]
    if not tables:
        raise Refused(NOT_A_WORKBOOK)
    _, _, name, first = max(tables, key=lambda one: one[:2])
    return _table(name, lambda: book.lines(name), first, book.size(name), is_header, limits)


class _Workbook:
    """openpyxl, reading as it goes; whatever it raises on a file that is not sound is Refused."""

    def __init__(self, content: bytes) -> None:
        try:
            self._book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        # KeyError, ValueError, zlib.error, ParseError, EntitiesForbidden...: a broken file breaks it anywhere.
        except Exception as error:
            raise Refused(NOT_A_WORKBOOK) from error

    def visible(self) -> list[str]:
        return [sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible"]

    def size(self, name: str) -> int:
        return self._book[name].max_row or 0

    def lines(self, name: str) -> Iterator[tuple[int, Sequence[Cell]]]:
        sheet: Any = self._book[name]
        sheet.reset_dimensions()  # what the sheet says of its size is often false
        try:
            yield from enumerate(sheet.iter_rows(values_only=True), start=1)
        except Exception as error:  # the same
            raise Refused(NOT_A_WORKBOOK) from error


def _known(row: Sequence[Cell], is_header: Callable[[str], bool]) -> int:
    return sum(1 for cell in row if isinstance(cell, str) and is_header(as_text(cell)))


def _best(first: Sequence[tuple[int, Sequence[Cell]]], is_header: Callable[[str], bool]) -> tuple[int, int]:
    """(number of the line of headers, how many it holds that are known); (0, 0) when no line can be one."""
    best = max(first, key=lambda line: (_known(line[1], is_header), -line[0]), default=None)
    if best is not None and (known := _known(best[1], is_header)):
        return best[0], known
    texts = (number for number, row in first if sum(isinstance(cell, str) for cell in row) > 1)
    return next(texts, 0), 0


def _table(
    sheet: str,
    lines: Callable[[], Iterator[tuple[int, Sequence[Cell]]]],
    first: Sequence[tuple[int, Sequence[Cell]]],
    size: int,
    is_header: Callable[[str], bool],
    limits: Limits,
) -> Table:
    header_row, _ = _best(first, is_header)
    if not header_row:
        raise Refused("Aucune ligne d’en-têtes n’est reconnue : nommez les colonnes sur la première ligne.")
    headers = [_header(cell) for cell in dict(first)[header_row]]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > limits.columns:
        raise Refused(f"{len(headers)} colonnes : {limits.columns} au plus.")

    def rows() -> Iterator[Row]:
        return _rows(lines(), header_row, tuple(headers), limits)

    return Table(sheet, header_row, tuple(headers), size, rows)


def _header(cell: Cell) -> str:
    """Its text, short, without what no screen shows."""
    text = "".join(one if one.isprintable() else " " for one in as_text(cell_of(cell)))
    return " ".join(text.split())[:LONGEST_HEADER]


def _rows(
    lines: Iterator[tuple[int, Sequence[Cell]]], header_row: int, headers: tuple[str, ...], limits: Limits
) -> Iterator[Row]:
    width, count = len(headers), 0
    missing: tuple[Cell, ...] = (None,) * width
    for number, values in lines:
        if number <= header_row:
            continue
        cells = (*values[:width], *missing[len(values) :])
        if cells == missing:
            continue
        for cell in cells:
            if cell.__class__ is str and len(cell) > limits.characters:
                raise Refused(f"Ligne {number} : une cellule dépasse {limits.characters} caractères.")
        count += 1
        if count > limits.rows:
            raise Refused(f"Plus de {limits.rows} lignes : partagez le fichier.")
        yield Row(number, cells)
