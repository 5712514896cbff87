"""Office time in France: the hours at which the people of the demonstration do things."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

import holidays

PARIS = ZoneInfo("Europe/Paris")
CLOSING_TIME = time(18)
RELEASE_TIME = time(3)
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("FR")


def is_working(day: date) -> bool:
    """Whether `day` is a working day: neither Saturday, Sunday nor a French public holiday."""
    return day.weekday() < 5 and day not in _holidays()


def shift(day: date, working_days: int) -> date:
    """The working day that lies `working_days` after `day`, or before it when negative."""
    step = ONE_DAY if working_days > 0 else -ONE_DAY
    for _ in range(abs(working_days)):
        day += step
        while not is_working(day):
            day += step
    return day


def working_day_from(day: date) -> date:
    """`day` itself when it is a working day, the next one otherwise."""
    return day if is_working(day) else shift(day, 1)


def office_hour(rng: Random, day: date) -> datetime:
    """A moment of that day between 8:30 and 17:30, Europe/Paris."""
    seconds = rng.randrange(8 * 3600 + 1800, 17 * 3600 + 1800)
    return datetime.combine(day, time(), PARIS) + timedelta(seconds=seconds)


def closing(day: date) -> datetime:
    """18:00 Europe/Paris of that day, the time at which dwellings close."""
    return datetime.combine(day, CLOSING_TIME, PARIS)


def release_after(moment: datetime) -> datetime:
    """The first nightly release (03:00 Europe/Paris) after a moment."""
    return datetime.combine(moment.astimezone(PARIS).date() + ONE_DAY, RELEASE_TIME, PARIS)
