"""Workbooks and CSV written: every text is a text, whatever it begins with."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from common.spreadsheets.cells import Cell, as_text, neutralised

WIDTHS: Final = (10, 42)  # of a column, in characters: at least, at most
WIDE: Final = 60  # the same, in a workbook to read
AUTHOR: Final = "Pass’Logement"
DAY: Final = "dd/mm/yyyy"
WRONG: Final = "#FCE8C5"  # the colour of a warning, as in the pages

# Excel's own limits and forbidden signs of a sheet's name, and the day that stands for none.
SHEET_NAME: Final = 31
PROPERTY: Final = 255
A4: Final = 9
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "right": {"align": "right", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.0#", "valign": "top"},
    "day": {"num_format": DAY, "valign": "top"},
}
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
NO_DAY: Final = datetime(2000, 1, 1)

Comments = Mapping[tuple[int, int], str]  # (row from 0 under the headers, column from 0) -> what to say of the cell


@dataclass(frozen=True)
class Sheet:
    """One sheet: `above` are lines over the headers (the first is a title); `totals`, rows from 0 that stand out;
    `right`, columns from 0 whose texts stand where figures do.

    `name` is cut to what a spreadsheet takes; those of a workbook must then differ whatever their case.
    """

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    totals: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


def write_workbook(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, comments: Comments | None = None
) -> bytes:
    """An XLSX of one sheet. Days are days, numbers numbers, texts texts: none is a formula or a link.

    A cell with a comment is coloured too. Rows are written as they come: memory does not grow with them.
    """
    comments = comments or {}
    output = io.BytesIO()
    # Rows cannot be let go of (`constant_memory`) where comments are: xlsxwriter places them at the end.
    book = _book(output, constant_memory=not comments)
    book.set_properties({"author": AUTHOR})
    page = book.add_worksheet(sheet[:SHEET_NAME])
    page.set_comments_author(AUTHOR)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain, day = book.add_format(), book.add_format({"num_format": DAY})
    wrong = {
        plain: book.add_format({"bg_color": WRONG}),
        day: book.add_format({"bg_color": WRONG, "num_format": DAY}),
    }
    page.freeze_panes(1, 0)
    _write_headers(page, 0, headers, bold)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            comment = comments.get((number, column))
            form = day if isinstance(cell, date) else plain
            form = wrong[form] if comment else form
            _write_cell(page, number + 1, column, cell, form)
            if comment:
                page.write_comment(number + 1, column, comment, {"x_scale": 2})
    book.close()
    return output.getvalue()


def write_sheets(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """An XLSX of several sheets, all of them visible, as safe as `write_workbook`; the same ones give the same bytes.

    Raises xlsxwriter.exceptions.DuplicateWorksheetName for two sheets of one name.
    """
    output = io.BytesIO()
    book = _book(output, constant_memory=False)
    book.set_properties({"author": AUTHOR, "title": title[:PROPERTY], "created": NO_DAY})
    heading = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    forms = {
        (kind, total): book.add_format({**look, **({"bold": True, "top": 1} if total else {})})
        for kind, look in _LOOKS.items()
        for total in (False, True)
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet_name(sheet.name))
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        top = len(sheet.above)
        _write_headers(page, top, sheet.headers, bold)
        for number, line in enumerate(sheet.above):
            page.write_string(number, 0, line, heading if number == 0 else None)
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                kind = _kind(cell, column in sheet.right)
                _write_cell(page, top + 1 + number, column, cell, forms[kind, number in sheet.totals])
        for column in range(len(sheet.headers)):
            page.set_column(column, column, _width(sheet, column))
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
    book.close()
    return output.getvalue()


def sheet_name(text: str) -> str:
    """What a spreadsheet takes as the name of a sheet: "-" for the signs that it refuses, 31 characters at most."""
    return _NOT_IN_A_NAME.sub("-", text.strip()[:SHEET_NAME].strip()) or "-"


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that Excel opens in French: UTF-8 with its mark, `;`, decimal commas. Texts are neutralised."""
    output = io.StringIO(newline="")
    lines = csv.writer(output, delimiter=";", lineterminator="\r\n")
    lines.writerow([neutralised(one) for one in headers])
    for row in rows:
        lines.writerow([_in_csv(cell) for cell in row])
    return output.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return as_text(cell).replace(".", ",")
    return neutralised(as_text(cell))


def _kind(cell: Cell, right: bool) -> str:
    if isinstance(cell, date):
        return "day"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return "decimal" if isinstance(cell, float) else "whole"
    return "right" if right else "text"


def _width(sheet: Sheet, column: int) -> int:
    """Of a column, in characters, for its header and its longest text."""
    cells = [as_text(row[column]) for row in sheet.rows if column < len(row)]
    return min(max(WIDTHS[0], *(len(text) + 2 for text in (sheet.headers[column], *cells))), WIDE)


def _book(output: io.BytesIO, *, constant_memory: bool) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(
        output,
        {
            "in_memory": True,
            "constant_memory": constant_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )


def _write_headers(page: Any, row: int, headers: Sequence[str], form: Any) -> None:
    for column, header in enumerate(headers):
        page.set_column(column, column, min(max(len(header) + 2, WIDTHS[0]), WIDTHS[1]))
        page.write_string(row, column, header, form)


def _write_cell(page: Any, row: int, column: int, cell: Cell, form: Any) -> None:
    if cell is None or cell == "":
        page.write_blank(row, column, None, form)
    elif isinstance(cell, bool):
        page.write_string(row, column, as_text(cell), form)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, form)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, form)
    else:
        page.write_string(row, column, str(cell), form)
