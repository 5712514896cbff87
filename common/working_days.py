"""Working days in France: neither Saturday, Sunday nor a public holiday of the place where the day counts."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
# The holidays of a département that are not those of the whole country (Code du travail L3134-13 for Alsace-Moselle,
# L3422-2 for overseas), by INSEE code, as the library names them.
LOCAL = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "976": "976",
}


@lru_cache(maxsize=64)
def _holidays(year: int, local: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=local, years=year))


def is_working_day(day: date, departement: str = "") -> bool:
    """Whether people work on that day; `departement` (INSEE code) adds its own holidays."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year, LOCAL.get(departement))


def add_working_days(day: date, count: int, departement: str = "") -> date:
    """The `count`-th working day after `day`; before it when `count` is negative; `day` itself for 0."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, departement):
            day += step
    return day


def working_day_from(day: date, departement: str = "") -> date:
    """That day when people work on it, else the next one on which they do (Code de procédure civile, art. 642)."""
    while not is_working_day(day, departement):
        day += timedelta(days=1)
    return day
