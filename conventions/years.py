"""The year of a convention, which is not the civil one, and what a yearly quantity expects by a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from common.months import add_months
from conventions.models import Convention

QUARTER_MONTHS = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ConventionYear:
    """One year of a convention, both days included. `number` starts at 1."""

    number: int
    starts_on: date
    ends_on: date

    def prorata(self, yearly: int, day: date) -> int:
        """What a yearly quantity expects from the first day to the end of `day`, rounded down: 0 before the year."""
        length = (self.ends_on - self.starts_on).days + 1
        elapsed = min(max((day - self.starts_on).days + 1, 0), length)
        return yearly * elapsed // length


def year_of(convention: Convention, day: date) -> ConventionYear:
    """The year of the convention that `day` falls in; its first or last one for a day outside of it."""
    day = min(max(day, convention.starts_on), convention.ends_on)
    number = 1
    while _anniversary(convention.starts_on, number) <= day:
        number += 1
    starts_on = _anniversary(convention.starts_on, number - 1)
    ends_on = min(_anniversary(convention.starts_on, number) - ONE_DAY, convention.ends_on)
    return ConventionYear(number, starts_on, ends_on)


def quarter_of(convention: Convention, day: date) -> date:
    """The first day of the quarter of the convention that `day` falls in."""
    day = min(max(day, convention.starts_on), convention.ends_on)
    months = 0
    while add_months(convention.starts_on, months + QUARTER_MONTHS) <= day:
        months += QUARTER_MONTHS
    return add_months(convention.starts_on, months)


def civil_quarter(day: date) -> date:
    """The first day of the civil quarter of a day."""
    return date(day.year, (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1, 1)


def _anniversary(day: date, years: int) -> date:
    """The same day so many years later; a 29 February becomes a 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
