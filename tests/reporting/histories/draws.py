"""Moments, days and ids of a random history: at the edges of days, of quarters, of clocks."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = date(2024, 1, 1), date(2026, 3, 31)
STARTS_ON, ENDS_ON = date(2024, 3, 25), date(2027, 3, 24)
SECOND_SIGNING = date(2024, 10, 27)
COMMUNES = ("59350", "62193", "80021", "75056")  # the last one is out of the region
DEPARTEMENTS = ("59", "62", "80", "75")
# Ends and beginnings of quarters, of a convention's and of civil ones, and the days that have 23 or 25 hours.
EDGES = tuple(
    date(year, month, day)
    for year in (2024, 2025, 2026)
    for month, day in ((3, 24), (3, 25), (6, 24), (6, 25), (9, 24), (9, 25), (12, 24), (12, 25), (3, 31), (4, 1),
                       (12, 31), (1, 1), (10, 26), (10, 27), (2, 28), (2, 29))
    if (month, day, year % 4 == 0) != (2, 29, False) and FIRST <= date(year, month, day) <= LAST
)  # fmt: skip
HOURS = (time(0), time(23, 59, 59, 999999), time(2, 30), time(3), time(2, 59, 59), time(1, 30), time(22), time(23, 30))
SIGNINGS = (STARTS_ON, SECOND_SIGNING)
NEAR_DAYS = 40


@dataclass
class Draw:
    """Moments, days and the places where things happen."""

    rng: Random

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        edges = [one for one in EDGES if first <= one <= last]
        if edges and self.rng.random() < 0.3:
            return self.rng.choice([one for one in edges if one in SIGNINGS] or edges if self.maybe(0.3) else edges)
        return first + timedelta(days=self.rng.randrange(max((last - first).days, 0) + 1))

    def moment(self, first: date = FIRST, last: date = LAST) -> datetime:
        return self.on(self.day(first, last))

    def on(self, day: date) -> datetime:
        at_night = self.rng.random() < (0.8 if day in EDGES else 0.3)
        hour = self.rng.choice(HOURS) if at_night else time(self.rng.randrange(8, 19))
        fold = self.rng.randrange(2)
        return datetime.combine(day, hour, PARIS).replace(fold=fold)

    def after(self, moment: datetime, most: int = 30) -> datetime:
        """Later, on the same day now and then, or on the next edge."""
        from_day = moment.astimezone(PARIS).date()
        day = from_day + timedelta(days=self.rng.choice((0, 1, self.rng.randrange(most + 1))))
        next_edge = min((one for one in EDGES if one >= from_day), default=LAST)
        if (next_edge - from_day).days <= NEAR_DAYS and self.maybe(0.25):
            day = next_edge
        return max(self.on(day), moment + timedelta(seconds=90))

    def before(self, moment: datetime, most: int = 25) -> date:
        """The day of something that was typed at a moment: late, as a rule by little."""
        late = self.rng.choice((0, 0, 1, self.rng.randrange(most)))
        return moment.astimezone(PARIS).date() - timedelta(days=late)

    def id(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share
