"""When things happen to a dwelling, by what becomes of it. Nothing lies before the renewal nor after yesterday."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from common.working_days import add_working_days
from home.demonstration.agreements import RENEWED_ON
from home.demonstration.casting import Fate
from home.demonstration.workdays import office_hour, working_day_from
from offers.closing import closing_of

LONGEST_PAST = timedelta(days=3 * 365)
# From its creation to the keys, a dwelling takes at most so long.
LONGEST_STORY = timedelta(days=75)
FIRST_POSSIBLE_DAY = RENEWED_ON + LONGEST_STORY + timedelta(days=25)


@dataclass(frozen=True, slots=True)
class Dates:
    """Moments of one dwelling; None for what did not happen. `closes_at` of an open dwelling lies ahead."""

    created_at: datetime
    published_at: datetime | None = None
    closes_at: datetime | None = None
    transmitted_at: datetime | None = None
    housed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def ended_at(self) -> datetime | None:
        return self.housed_at or self.withdrawn_at


def first_day(today: date) -> date:
    """The first day of what the demonstration tells: that of the renewal, or three years ago when that is later."""
    return max(RENEWED_ON, today - LONGEST_PAST)


def draw_dates(rng: Random, fate: Fate, today: date) -> Dates:
    """Moments for a dwelling of that fate; `today` is the day of the demonstration."""
    match fate:
        case Fate.DRAFT:
            return Dates(created_at=office_hour(rng, add_working_days(today, -rng.randrange(1, 8))))
        case Fate.HOUSED:
            return _housed(rng, today)
        case Fate.OPEN:
            return _published(rng, add_working_days(today, rng.randrange(1, 9)), latest=add_working_days(today, -1))
        case Fate.AWAITING:
            return _published(rng, add_working_days(today, -rng.randrange(1, 4)))
        case Fate.TRANSMITTED:
            # A few are transmitted without waiting for the closing.
            if rng.random() < 0.25:
                dates = _published(
                    rng, add_working_days(today, rng.randrange(1, 4)), latest=add_working_days(today, -3)
                )
                return _transmitted(rng, dates, add_working_days(today, -1))
            dates = _published(rng, add_working_days(today, -rng.randrange(4, 16)))
            return _transmitted(rng, dates, add_working_days(_day(dates.closes_at), rng.randrange(1, 3)))
    past = today - timedelta(days=rng.randrange(10, min(300, (today - first_day(today)).days - 40)))
    dates = _published(rng, working_day_from(past - timedelta(days=5)))
    if fate is Fate.UNREQUESTED:
        return dates
    withdrawn_at = office_hour(rng, add_working_days(_day(dates.published_at), rng.randrange(1, 4)))
    return Dates(dates.created_at, dates.published_at, dates.closes_at, withdrawn_at=withdrawn_at)


def _housed(rng: Random, today: date) -> Dates:
    latest, earliest = add_working_days(today, -2), first_day(today) + LONGEST_STORY
    housed = working_day_from(earliest + timedelta(days=rng.randrange((latest - earliest).days)))
    transmitted = working_day_from(min(housed, latest) - timedelta(days=rng.randrange(16, 43)))
    dates = _transmitted(rng, _published(rng, add_working_days(transmitted, -rng.randrange(1, 4))), transmitted)
    housed_at = office_hour(rng, min(housed, latest))
    return Dates(dates.created_at, dates.published_at, dates.closes_at, dates.transmitted_at, housed_at)


def _published(rng: Random, closing_day: date, latest: date | None = None) -> Dates:
    """Published 5 to 8 working days before its closing, on `latest` at the latest, written the day before."""
    published = add_working_days(closing_day, -rng.randrange(5, 9))
    published_at = office_hour(rng, min(published, latest or published))
    created_at = office_hour(rng, add_working_days(_day(published_at), -1))
    return Dates(created_at, published_at, closing_of(closing_day))


def _transmitted(rng: Random, dates: Dates, day: date) -> Dates:
    return Dates(dates.created_at, dates.published_at, dates.closes_at, office_hour(rng, day))


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("this dwelling was not published")
    return moment.date()
