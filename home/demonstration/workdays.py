"""Office time in France: the hours at which the people of the demonstration do things."""

from datetime import date, datetime, time, timedelta
from random import Random

from common.working_days import add_working_days, is_working_day
from offers.closing import PARIS

RELEASE_TIME = time(3)
ONE_DAY = timedelta(days=1)


def working_day_from(day: date) -> date:
    """`day` itself when it is a working day, the next one otherwise."""
    return day if is_working_day(day) else add_working_days(day, 1)


def office_hour(rng: Random, day: date) -> datetime:
    """A moment of that day between 8:30 and 17:30, Europe/Paris."""
    seconds = rng.randrange(8 * 3600 + 1800, 17 * 3600 + 1800)
    return datetime.combine(day, time(), PARIS) + timedelta(seconds=seconds)


def release_after(moment: datetime) -> datetime:
    """The first nightly release (03:00 Europe/Paris) after a moment."""
    return datetime.combine(moment.astimezone(PARIS).date() + ONE_DAY, RELEASE_TIME, PARIS)
