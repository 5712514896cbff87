"""What the prefilters keep for each pair that suits, and that they drop none."""

from collections.abc import Iterator
from random import Random

from django.utils import timezone

from associations.models import Household
from benchmarks.ratios import Ratio
from matching.criteria import assess
from matching.household_facts import facts_of
from matching.narrowing import households_for, light, offers_for
from offers.models import Offer

LIMIT = 3
SAMPLE = 60


def ratios(seed: int) -> Iterator[Ratio]:
    """Of some open dwellings against all households, and of some households against all open dwellings."""
    rng, today = Random(seed), timezone.localdate()
    opened = {household.id: facts for household, facts in facts_of(Household.objects.active().order_by("id")).items()}
    rows = sorted(light(Offer.objects.open_at(timezone.now())), key=lambda one: one.id)

    kept = suited = dropped = 0
    for dwelling in rng.sample(rows, min(SAMPLE, len(rows))):
        left = set(households_for(Household.objects.all(), dwelling, today).values_list("id", flat=True))
        suits = {key for key, facts in opened.items() if assess(facts, dwelling, today).is_open}
        kept, suited, dropped = kept + len(left), suited + len(suits), dropped + len(suits - left)
    yield from _both("households for a dwelling", kept, suited, dropped)

    kept = suited = dropped = 0
    for key in rng.sample(sorted(opened), min(SAMPLE, len(opened))):
        facts = opened[key]
        found = set(offers_for(Offer.objects.open_at(timezone.now()), facts, today).values_list("id", flat=True))
        suits = {one.id for one in rows if assess(facts, one, today).is_open}
        kept, suited, dropped = kept + len(found), suited + len(suits), dropped + len(suits - found)
    yield from _both("dwellings for a household", kept, suited, dropped)


def _both(what: str, kept: int, suited: int, dropped: int) -> Iterator[Ratio]:
    yield Ratio(f"prefilter of {what}: pairs kept / suitable ({kept:,} / {suited:,})", kept / max(suited, 1), LIMIT)
    yield Ratio(f"prefilter of {what}: suitable pairs dropped", dropped, 0)
