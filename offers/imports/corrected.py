"""The rows of a file that were refused, as a workbook: corrected in it, it is sent as any other."""

from collections.abc import Iterable, Sequence

from common.spreadsheets import Cell, write_workbook
from offers.imports.parts import BadRow
from offers.imports.rows import ROW

SHEET = "À corriger"


def corrected_workbook(headers: Sequence[str], rows: Iterable[BadRow]) -> bytes:
    """An XLSX with the headers of the file. A wrong cell is coloured and says why; what concerns a whole row stands on
    its first cell."""
    comments: dict[tuple[int, int], str] = {}
    cells: list[Sequence[Cell]] = []
    for number, row in enumerate(rows):
        cells.append(row.cells)
        for at, sentence in row.errors.items():
            column = 0 if at == ROW else at
            before = comments.get((number, column))
            comments[number, column] = f"{before}\n{sentence}" if before else sentence
    return write_workbook(headers, cells, sheet=SHEET, comments=comments)
