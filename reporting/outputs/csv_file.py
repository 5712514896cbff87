"""The CSV of an edition: one line a figure, to be filtered or pivoted."""

from typing import Final

from common.spreadsheets import write_csv
from reporting.content import NOT_SHOWN, Content

HEADERS: Final = ("tableau", "ligne", "colonne", "valeur", "unité")


def csv_of(content: Content) -> bytes:
    """The file. A hidden figure is "n.c."; a cell that says nothing has no line."""
    return write_csv(
        HEADERS,
        (
            (table.title, row.label, column.label, NOT_SHOWN if cell is None else cell, column.unit)
            for table in content.tables
            for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell != ""
        ),
    )
