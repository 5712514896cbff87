"""What a file may hold. Beyond, it is refused before its content is in memory."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


class Refused(Exception):
    """The file as a whole cannot be read. `str(error)` is a French sentence that says what to do."""


@dataclass(frozen=True)
class Limits:
    """Bytes, but for the last three."""

    file: int = 10 * MIB
    expanded: int = 150 * MIB  # all the parts of a workbook together
    part: int = 30 * MIB  # one part that is no sheet (texts, styles), which openpyxl keeps whole
    entries: int = 500  # parts of a workbook
    rows: int = 50_000  # that hold something
    columns: int = 200
    characters: int = 2_000  # in a cell


LIMITS: Final = Limits()
