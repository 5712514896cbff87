"""Workbooks and CSV written: every text is a text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import xlsxwriter

from common.spreadsheets.cells import Cell, as_text, neutralised

WIDTHS: Final = (10, 42)  # of a column, in characters: at least, at most
AUTHOR: Final = "Pass’Logement"
DAY: Final = "dd/mm/yyyy"
WRONG: Final = "#FCE8C5"  # the colour of a warning, as in the pages

Comments = Mapping[tuple[int, int], str]  # (row from 0 under the headers, column from 0) -> what to say of the cell


def write_workbook(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, comments: Comments | None = None
) -> bytes:
    """An XLSX of one sheet. Days are days, numbers numbers, texts texts: none is a formula or a link.

    A cell with a comment is coloured too. Rows are written as they come: memory does not grow with them.
    """
    comments = comments or {}
    output = io.BytesIO()
    # Rows cannot be let go of (`constant_memory`) where comments are: xlsxwriter places them at the end.
    book = xlsxwriter.Workbook(
        output,
        {
            "in_memory": True,
            "constant_memory": not comments,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    book.set_properties({"author": AUTHOR})
    page = book.add_worksheet(sheet[:31])
    page.set_comments_author(AUTHOR)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain, day = book.add_format(), book.add_format({"num_format": DAY})
    wrong = {
        plain: book.add_format({"bg_color": WRONG}),
        day: book.add_format({"bg_color": WRONG, "num_format": DAY}),
    }
    page.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        page.set_column(column, column, min(max(len(header) + 2, WIDTHS[0]), WIDTHS[1]))
        page.write_string(0, column, header, bold)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            comment = comments.get((number, column))
            form = day if isinstance(cell, date) else plain
            form = wrong[form] if comment else form
            if cell is None or cell == "":
                page.write_blank(number + 1, column, None, form)
            elif isinstance(cell, bool):
                page.write_string(number + 1, column, as_text(cell), form)
            elif isinstance(cell, int | float):
                page.write_number(number + 1, column, cell, form)
            elif isinstance(cell, date):
                page.write_datetime(number + 1, column, cell, form)
            else:
                page.write_string(number + 1, column, str(cell), form)
            if comment:
                page.write_comment(number + 1, column, comment, {"x_scale": 2})
    book.close()
    return output.getvalue()


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
