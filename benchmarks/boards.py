"""Dwellings for a household, first page with why-not and what-opens: the same time whatever the country holds."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from associations.models import Household
from benchmarks.ratios import Ratio, medians
from matching.board import USUAL_SORT
from matching.criteria import HouseholdFacts
from matching.household_board import BoardPage, board_page
from matching.household_facts import facts_of
from matching.narrowing import light, offers_to_show
from offers.models import Offer

WANTED_OPEN = 250  # open dwellings of the wanted départements, as near as départements allow
GROWTH_LIMIT, BY_HAND_LIMIT = 3, 4
TYPOLOGIES, RENT = ["T3", "T4"], 700_00


def measure(household: Household) -> tuple[float, float, int]:
    """Seconds of the page and of one hand-written SQL that fetches every row assessed, in turn; how many rows."""
    facts = prepared(household)
    rows = [one.id for one in light(offers_to_show(_open(), facts, timezone.localdate()))]
    ours, by_hand = medians(lambda: page(household), fetch_by_hand(rows, facts))
    return ours, by_hand, len(rows)


def prepared(household: Household) -> HouseholdFacts:
    """The household as every size measures it: it wants the départements that hold WANTED_OPEN open dwellings."""
    wanted = _wanted()
    Household.objects.filter(id=household.id).update(
        departements=wanted, typologies=TYPOLOGIES, rent_ceiling_cents=RENT, solution_types=[], step_free=False
    )
    household.refresh_from_db()
    return facts_of([household])[household]


def page(household: Household) -> BoardPage:
    """What the page does: opens the file, decides, orders, reads the first page."""
    facts = facts_of([household])[household]
    return board_page(facts, _open(), today=timezone.localdate(), view="conviennent", sort=USUAL_SORT, page=1)


def _open() -> Any:
    return Offer.objects.open_at(timezone.now())


def _wanted() -> list[str]:
    """The fewest départements of one région after another that hold about WANTED_OPEN open dwellings."""
    counts = Counter(dict(_open().order_by().values_list("departement").annotate(Count("id"))))
    found: list[str] = []
    held = 0
    for code, count in counts.most_common():
        if held + count <= WANTED_OPEN * 1.1:
            found.append(code)
            held += count
    return sorted(found)


def fetch_by_hand(ids: list[UUID], facts: HouseholdFacts) -> Callable[[], None]:
    """One statement that gives the same rows with the same columns."""
    sql = """
        SELECT o.id, o.bailleur_id, o.typology, o.departement, l.commune_id, l.lat, l.lon, o.solution_type,
            o.financing, o.surface_m2, o.total_rent_cents, o.heating_cost_cents, o.water_cost_cents, o.step_free,
            o.available_on, b.max_effort_percent, o.closes_at, o.published_at, o.reference
        FROM offers_offer o JOIN offers_offerlocation l ON l.offer_id = o.id
            JOIN bailleurs_bailleur b ON b.organisation_id = o.bailleur_id
        WHERE o.listed AND o.closes_at > now() AND (
            o.departement = ANY(%s)
            OR o.departement = ANY(%s) AND o.typology = ANY(%s) AND o.total_rent_cents <= %s
        )
    """
    params = [sorted(facts.departements), sorted(facts.reachable), sorted(facts.typologies), facts.rent_ceiling_cents]

    def fetch() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        assert len(found) >= len(ids)

    return fetch


def ratios(times: dict[int, tuple[float, float, int]]) -> Iterator[Ratio]:
    smallest, largest = min(times), max(times)
    yield Ratio(
        f"dwellings for a household, first page: {largest:,} dwellings / {smallest:,}, as many open where it looks",
        times[largest][0] / times[smallest][0],
        GROWTH_LIMIT,
    )
    # Of the largest alone: where few rows are assessed, what the page costs is its twenty cards, not its dwellings.
    ours, by_hand, rows = times[largest]
    yield Ratio(
        f"the same at {largest:,}: ours / one SQL by hand that fetches the {rows} rows assessed",
        ours / by_hand,
        BY_HAND_LIMIT,
    )
