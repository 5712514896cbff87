"""Parameters that change with the law: each value with the day from which it is in force."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Dated(Generic[Value]):
    """Values by the first day of each, in any order. A new value is a new row, never a change of an old one."""

    rows: tuple[tuple[date, Value], ...]

    def on(self, day: date) -> Value:
        """The value in force on a day. Raises LookupError for a day before the first row."""
        begun = [row for row in self.rows if row[0] <= day]
        if not begun:
            raise LookupError(f"no value is known for {day.isoformat()}")
        return max(begun, key=lambda row: row[0])[1]
