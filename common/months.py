"""Months on the calendar: 31 August plus six months is the last day of February."""

from calendar import monthrange
from datetime import date

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


def add_months(day: date, count: int) -> date:
    """The same day so many months later, the last of a month that is too short."""
    months = day.month - 1 + count
    year, month = day.year + months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def quarter_end(day: date) -> date:
    """The last day of the civil quarter that holds a day."""
    month = -(-day.month // MONTHS_A_QUARTER) * MONTHS_A_QUARTER
    return date(day.year, month, monthrange(day.year, month)[1])
