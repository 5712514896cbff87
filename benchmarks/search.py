"""The search page's SQL against the best hand-written SQL for the same page and the same counts."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from benchmarks.ratios import Ratio, medians
from offers.models import Offer
from offers.search.criteria import PrivateCriteria
from offers.search.engine import search
from offers.search.filters import OfferFilter

LIMIT = 2
TABLES = "FROM offers_offer o JOIN offers_offerlocation l ON l.offer_id = o.id"
NAMED = f"{TABLES} LEFT JOIN territories_commune c ON c.code = l.commune_id"
OPEN = "WHERE o.listed AND o.closes_at > now()"
COLUMNS = (
    "o.id, o.reference, o.typology, o.surface_m2, o.floor, o.lift, o.solution_type, o.total_rent_cents, "
    "o.available_on, o.closes_at, l.commune_id, l.quarter, c.name"
)
# Name, address, the same facts by hand, the page.
SEARCHES = (
    ("no criterion", "", "", 1),
    ("a T3 in the Nord", "typologie=T3&departement=59", "AND o.typology = 'T3' AND o.departement = '59'", 1),
    (
        "cheap, soon, without a step",
        "loyer_max=600&libre_avant={day}&plain_pied=on",
        "AND o.total_rent_cents <= 60000 AND o.available_on <= '{day}' AND o.step_free",
        1,
    ),
    ("no criterion, page 20", "", "", 20),
)
PAGE = 20


def ratios(size: int) -> Iterator[Ratio]:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    for name, address, facts, page in SEARCHES:
        narrowed = f"{OPEN} {facts.format(day=day)}"
        window = f"ORDER BY o.available_on, o.id LIMIT {PAGE} OFFSET {PAGE * (page - 1)}"
        by_hand = [
            f"SELECT l.commune_id, count(*) {TABLES} {narrowed} GROUP BY l.commune_id",
            f"SELECT {COLUMNS} {NAMED} {narrowed} {window}",
        ]
        own, best = medians(runs(address.format(day=day), page), _runs([(sql, ()) for sql in by_hand]))
        yield Ratio(f"search, SQL alone, {size:,} dwellings, {name}: ours / by hand", own / best, LIMIT)


def runs(address: str, page: int) -> Callable[[], None]:
    """The SQL of a search, alone."""
    return _runs(_statements(QueryDict(address), page))


def _statements(data: QueryDict, page: int) -> list[tuple[str, tuple[Any, ...]]]:
    """What the search executes, as it executes it."""
    found = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        facts = OfferFilter(data, queryset=Offer.objects.open_at(timezone.now()))
        search(facts=facts, criteria=PrivateCriteria(), sort="proximite", page=page)
    return found


def _runs(statements: list[tuple[str, tuple[Any, ...]]]) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return run
