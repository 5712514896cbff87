"""A cell: what openpyxl or a line of CSV gave."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final

Cell = str | int | float | bool | date | datetime | time | timedelta | None

# Excel, LibreOffice and Google Sheets take a text that begins so for a formula (OWASP, CSV injection).
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_NEUTRALISED: Final = re.compile(r"'(?=[=+\-@\t\r])")


class Formula(str):
    """A cell that computes: its result is not read, for nobody has seen it."""

    __slots__ = ()


def neutralised(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe leads, which `as_read` takes away."""
    return f"'{text}" if text.startswith(RISKY) else text


def as_read(text: str) -> str:
    """A text of CSV without the apostrophe of `neutralised`."""
    return text[1:] if _NEUTRALISED.match(text) else text


def cell_of(value: Any) -> Cell:
    """What openpyxl read. Errors of Excel (#REF!) stay texts; formulas, of an array or not, are Formula."""
    if isinstance(value, str):
        return Formula(value) if value.startswith("=") else value
    if value is None or isinstance(value, int | float | date | time | timedelta):
        return value
    return Formula(getattr(value, "text", None) or "=")


def as_text(cell: Cell) -> str:
    """A cell as one would read it, without spaces around: 12.0 is "12", a day is 12/03/2027."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())
