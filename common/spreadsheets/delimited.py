"""CSV as Excel and ERPs write it: UTF-8, UTF-16 or Windows-1252, parted by `;`, `,`, a tab or `|`."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from common.spreadsheets.limits import Limits, Refused

DELIMITERS: Final = ";,\t|"
LOOKED_AT: Final = 30
BROKEN: Final = "Ce fichier n’est ni un classeur .xlsx ni un CSV lisible."
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoded(content: bytes) -> str:
    """The text. Raises Refused for what is no text."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refused(BROKEN) from error
    if b"\x00" in content:
        raise Refused(BROKEN)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes have no meaning in Windows-1252: what an ERP put there is lost, not the file.
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str, score: Callable[[list[str]], int]) -> str:
    """The delimiter whose first lines hold the most known headers, then the most columns."""
    first = "".join(line for line in islice(io.StringIO(text, newline=""), LOOKED_AT))

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(first, newline=""), delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        return max((score(row) for row in rows), default=0), max((len(row) for row in rows), default=0)

    return max(DELIMITERS, key=worth)


def lines_of(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, cells) of each row. Raises Refused."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for row in rows:
            yield number, row
            number = rows.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"Ligne {rows.line_num} : une cellule est trop longue ({limits.characters} caractères au plus), "
            "ou ses guillemets ne se ferment pas."
        ) from error


def check_lines(text: str, limits: Limits) -> None:
    """Raises Refused for a line that would make more columns than any list has, before it is parted."""
    longest = limits.columns * limits.characters
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > longest or max(line.count(one) for one in DELIMITERS) > limits.columns * 10:
            raise Refused(f"Ligne {number} : {limits.columns} colonnes au plus.")
