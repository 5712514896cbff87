"""The rows of « À faire », for every role (templates/parts/todo_row.html)."""

from dataclasses import dataclass
from datetime import datetime

MOST_ROWS = 20


@dataclass(frozen=True)
class Row:
    """What, for which file or dwelling, before when, one button."""

    what: str
    url: str
    button: str
    file: str = ""
    note: str = ""
    due: datetime | None = None
