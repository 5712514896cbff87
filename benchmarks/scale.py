"""`python -m benchmarks.scale`: what grows with the country, at France's need and at ten times it (docs/scale.md).

Times in milliseconds, each a median, on databases of its own. `--times` says which multiples of the need.
"""

import argparse
import os
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

# The need of the whole of France, as docs/scale.md estimates it.
HOUSEHOLDS, REFERENTES, DWELLINGS, UNDER_WAY = 20_000, 400, 23_000, 4_000
TIMES = [1, 10]
SEED = 2026
REPEATED = 5
WORKING_SHARE = 0.5  # of a worker's time, left to what comes at once


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--times", nargs="+", type=int, default=TIMES)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

    import django  # noqa: PLC0415 - its settings are named first

    from benchmarks.__main__ import databases  # noqa: PLC0415 - the same
    from passlogement import embedded  # noqa: PLC0415 - the same

    with embedded.use("bench"):
        django.setup()
        found = {}
        for times in asked.times:
            with databases():
                found[times] = _measure(times)
    for what in found[asked.times[0]]:
        print(f"{what:<72}" + "".join(f"{found[times][what]:>12,.1f}" for times in asked.times))


def _measure(times: int) -> dict[str, float]:
    from django.utils import timezone  # noqa: PLC0415 - after Django's setup, as all below

    from benchmarks import boards, search  # noqa: PLC0415
    from benchmarks.alerts import new_dwelling  # noqa: PLC0415
    from benchmarks.seeding import Country  # noqa: PLC0415
    from matching.actions import find_matches, keep_deadlines  # noqa: PLC0415
    from matching.models import DueAssessment, ToldPair  # noqa: PLC0415
    from matching.waiting import asked_dwellings  # noqa: PLC0415
    from notifications.models import Notice  # noqa: PLC0415

    country = Country(SEED, referentes=REFERENTES * times)
    country.households(HOUSEHOLDS * times)
    country.dwellings(DWELLINGS * times)
    household = _requests(UNDER_WAY * times)
    boards.prepared(household)
    offer = new_dwelling()

    def tell() -> None:
        ToldPair.objects.all().delete()
        Notice.objects.all().delete()
        find_matches(due_id=DueAssessment.objects.create(offer=offer).id, now=timezone.now())

    def sweep() -> None:
        keep_deadlines(now=timezone.now())

    told = _milliseconds(tell)
    return {
        "dwellings for a household, first page": _milliseconds(lambda: boards.page(household)),
        "search, no criterion, SQL alone": _milliseconds(search.runs("", 1)),
        "the federation's list, first page": _milliseconds(lambda: list(asked_dwellings()[:20])),
        "one new dwelling told to the households that it suits": told,
        "how many they are": ToldPair.objects.count(),
        "new dwellings that one worker tells in a minute, half of its time": WORKING_SHARE * 60_000 / told,
        "the minute's sweep of the requests under way, nothing to say": _milliseconds(sweep),
        "both databases, MiB": _mebibytes(),
    }


def _requests(total: int) -> Any:
    """Requests of three kinds, told of all that was due; and a household that asked for nothing."""
    from django.utils import timezone  # noqa: PLC0415

    from associations.models import Household  # noqa: PLC0415
    from benchmarks.seeding import analyse  # noqa: PLC0415
    from matching.models import Candidature, CandidatureState  # noqa: PLC0415
    from offers.models import Offer  # noqa: PLC0415

    now = timezone.now()
    states = (CandidatureState.REQUESTED, CandidatureState.TRANSMITTED, CandidatureState.OFFER_NOTIFIED)
    offers = list(Offer.objects.open_at(now).order_by("id").values_list("id", flat=True))
    households = Household.objects.order_by("id").values_list("id", "referente_id")[: total + 1]
    last, *rest = households
    Candidature.objects.bulk_create(
        (
            Candidature(
                household_id=household,
                offer_id=offers[number % len(offers)],
                requested_by_id=referente,
                requested_at=now,
                state=states[number % len(states)],
                due_at=now + timedelta(days=6 + number % 8),
                looked_at_hours=0,
            )
            for number, (household, referente) in enumerate(rest)
        ),
        batch_size=1_000,
    )
    analyse("matching_candidature")
    return Household.objects.get(id=last[0])


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    kept = []
    for _ in range(REPEATED):
        begun = perf_counter()
        work()
        kept.append(perf_counter() - begun)
    return 1000 * median(kept)


def _mebibytes() -> float:
    from django.db import connections  # noqa: PLC0415

    total = 0
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            total += cursor.fetchone()[0]
    return total / 2**20


if __name__ == "__main__":
    main()
