"""What associations said in each quarter, as totals: grades, reasons in groups, places freed."""

from collections.abc import Iterator
from datetime import date
from random import Random

from common.months import add_months
from conventions.models import Convention
from home.demonstration.people import ASSOCIATIONS, REGION, People
from matching.models import Tally, TallyKind

QUARTER = 3  # months
# Kind, group, the most that one association says of it in a quarter.
SAID: tuple[tuple[TallyKind, str, int], ...] = (
    (TallyKind.REASON, "localisation", 6),
    (TallyKind.REASON, "loyer", 4),
    (TallyKind.REASON, "logement", 4),
    (TallyKind.REASON, "autre", 2),
    (TallyKind.ADAPTATION, "4", 9),
    (TallyKind.ADAPTATION, "3", 6),
    (TallyKind.ADAPTATION, "2", 4),
    (TallyKind.ADAPTATION, "1", 2),
    (TallyKind.PLACE_FREED, "", 5),
)


def draw_tallies(rng: Random, people: People, running: Convention, day: date) -> Iterator[Tally]:
    """Of the running convention and of its region, each by its own quarters."""
    yield from _of(rng, people, {"convention": running}, running.starts_on, day)
    yield from _of(rng, people, {"region_id": REGION}, date(running.starts_on.year, 4, 1), day)


def _of(rng: Random, people: People, scope: dict[str, object], start: date, day: date) -> Iterator[Tally]:
    while start < day:
        for name in ASSOCIATIONS:
            for kind, group, most in SAID:
                if count := rng.randrange(most + 1):
                    yield Tally(
                        **scope,
                        quarter=start,
                        kind=kind,
                        association=people.association_of(name),
                        group=group,
                        count=count,
                    )
        start = add_months(start, QUARTER)
