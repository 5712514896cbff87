"""Spreadsheets as people have them, read within limits, and written so that no cell is ever a formula."""

from common.spreadsheets.cells import Cell, Formula, as_text, neutralised
from common.spreadsheets.limits import LIMITS, Limits, Refused
from common.spreadsheets.reading import Row, Table, read_table
from common.spreadsheets.writing import Sheet, sheet_name, write_csv, write_sheets, write_workbook

__all__ = [
    "LIMITS",
    "Cell",
    "Formula",
    "Limits",
    "Refused",
    "Row",
    "Sheet",
    "Table",
    "as_text",
    "neutralised",
    "read_table",
    "sheet_name",
    "write_csv",
    "write_sheets",
    "write_workbook",
]
