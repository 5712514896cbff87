"""What a search finds. SQL gives the open dwellings that the facts leave; Python decides with the places.

No place, zone, coordinate or commune of the search takes part in any query: only ids of dwellings do.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value

from offers.models import Offer
from offers.search.criteria import Near, PrivateCriteria
from offers.search.filters import OfferFilter
from territories.communes import index
from territories.distance import (
    Site,
    Verdict,
    display_km,
    door_site,
    is_named,
    kilometres_between,
    worst,
)
from territories.markers import markers, markers_of

PAGE_SIZE = 20
USUAL_SORT = "proximite"
SORTS = {
    "proximite": "Le plus proche, puis le plus tôt disponible",  # without a place to be near, the second alone
    "loyer": "Le moins cher",
    "surface": "Le plus grand",
    "date": "Disponible le plus tôt",
}
PRIVATE_WORDS = {
    "wanted": "les communes souhaitées",
    "refused": "les communes refusées",
    "work": "la distance au travail",
    "school": "la distance à l’école",
}


class Row(NamedTuple):
    """An open dwelling, as light as deciding needs it."""

    id: uuid.UUID
    commune: str | None
    lat: float | None
    lon: float | None
    rent: int | None
    surface: Decimal | None
    available_on: date | None


LIGHT = (
    "id",
    "location__commune_id",
    "location__lat",
    "location__lon",
    "total_rent_cents",
    "surface_m2",
    "available_on",
)


@dataclass(frozen=True)
class Found:
    """A dwelling that may be shown to the author of the search."""

    row: Row
    to_check: bool
    work_km: float | None
    school_km: float | None

    @property
    def distances(self) -> tuple[str, ...]:
        """ "env. 4 km du travail": rounded up, since the search knows cells and communes, not doors."""
        named = ((self.work_km, "du travail"), (self.school_km, "de l’école"))
        return tuple(f"env. {display_km(km)} km {words}" for km, words in named if km is not None)


@dataclass(frozen=True)
class Opening:
    """One criterion whose removal would show something: a fact by its name in the address, or a private key."""

    words: str
    count: int
    criterion: str


@dataclass(frozen=True)
class Result:
    """`offers` are the page's dwellings by id, in no order: `page` holds the order."""

    page: Page[Found]
    offers: dict[uuid.UUID, Offer]
    total: int
    to_check: int
    points: list[dict[str, Any]]
    openings: list[Opening]


@lru_cache(maxsize=50_000)
def site_of(commune: str | None, lat: float | None, lon: float | None) -> Site:
    """Where a dwelling is for a search: its 1 km cell when its door is known, else its commune."""
    if commune is not None and lat is not None and lon is not None:
        return door_site(lat, lon, commune)
    record = index().get(commune) if commune else None
    return record.site if record else Site(None, commune, door=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a shown dwelling of some cell or commune is to the search."""

    to_check: bool
    work_km: float | None
    school_km: float | None


class Decider:
    """Decides row by row; dwellings of one cell or one commune are decided once."""

    def __init__(self, criteria: PrivateCriteria) -> None:
        self.criteria = criteria
        self.zones = criteria.zones
        self._known: dict[Site, Decision | None] = {}

    def find(self, row: Row) -> Found | None:
        """The dwelling as it may be shown, or None."""
        site = site_of(row.commune, row.lat, row.lon)
        if site not in self._known:
            self._known[site] = self._decide(site)
        decision = self._known[site]
        return Found(row, decision.to_check, decision.work_km, decision.school_km) if decision else None

    def _decide(self, site: Site) -> Decision | None:
        criteria = self.criteria
        if criteria.wanted and not any(is_named(site.commune, code) for code in criteria.wanted):
            return None
        if any(is_named(site.commune, code) for code in criteria.refused):
            return None
        verdict = worst(site, self.zones)
        work_km, school_km = _km(site, criteria.work), _km(site, criteria.school)
        near = _may_be_near(site, criteria.work, work_km) and _may_be_near(site, criteria.school, school_km)
        return Decision(verdict is Verdict.TO_CHECK, work_km, school_km) if verdict.is_shown and near else None


def _km(site: Site, near: Near | None) -> float | None:
    return kilometres_between(site, near.place.site) if near else None


def _may_be_near(site: Site, near: Near | None, km: float | None) -> bool:
    """Whether the true distance may be within the wish: what is known by its commune only is not lost for it.

    `km` is the distance between centres, None when either has no position.
    """
    if near is None or km is None or site.position is None or near.place.site.position is None:
        return True
    return km - site.position.precision_km - near.place.site.position.precision_km <= near.km


def search(*, facts: OfferFilter, criteria: PrivateCriteria, sort: str, page: Any) -> Result:
    """What to show, in the order of one of SORTS.

    Three queries at most whatever the number of dwellings: the light rows, the page's dwellings, and, when nothing is
    found, the rows that each fact alone withholds. Without a place there is nothing to decide: SQL orders and counts.
    """
    if not criteria:
        return _by_facts(facts, sort, page)
    decider = Decider(criteria)
    rows = [Row(*values) for values in _light(facts.qs)]
    found = [one for row in rows if (one := decider.find(row))]
    found.sort(key=SORT_KEYS[sort])
    current = Paginator(found, PAGE_SIZE).get_page(page)
    ids = [one.row.id for one in current]
    offers = Offer.objects.filter(id__in=ids).for_cards().in_bulk() if ids else {}
    return Result(
        page=current,
        offers=offers,
        total=len(found),
        to_check=sum(one.to_check for one in found),
        points=markers(one.row.commune for one in found),
        openings=[] if found else _openings(facts, criteria, rows),
    )


class _Counted(Paginator):
    """A paginator of rows whose number is known."""

    def __init__(self, rows: QuerySet[Offer], total: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self._total = total

    @property
    def count(self) -> int:
        return self._total


def _by_facts(facts: OfferFilter, sort: str, page: Any) -> Result:
    """The search without places: a count by commune, and the rows of the page alone."""
    by_commune = dict(facts.qs.order_by().values_list("location__commune_id").annotate(Count("id")))
    total = sum(by_commune.values())
    rows = facts.qs.for_cards().order_by(*SQL_ORDERS[sort], "id")
    current = _Counted(rows, total).get_page(page)
    offers = {offer.id: offer for offer in current.object_list}
    current.object_list = [Found(_row(offer), False, None, None) for offer in offers.values()]
    return Result(
        page=current,
        offers=offers,
        total=total,
        to_check=0,
        points=markers_of(by_commune),
        openings=[] if total else _openings(facts, PrivateCriteria(), []),
    )


def _row(offer: Offer) -> Row:
    """Without its position: nothing is decided by it here."""
    return Row(
        offer.id,
        offer.location.commune_id,
        None,
        None,
        offer.total_rent_cents,
        offer.surface_m2,
        offer.available_on,
    )


def _light(queryset: QuerySet[Offer]) -> Iterable[tuple[Any, ...]]:
    return queryset.order_by().values_list(*LIGHT)


def _nearness(found: Found) -> tuple[Any, ...]:
    known = [km for km in (found.work_km, found.school_km) if km is not None]
    # Rounded as it is shown: an order by the exact distance would tell more than the page does.
    return (not known, sum(display_km(km) for km in known), *_availability(found))


def _availability(found: Found) -> tuple[Any, ...]:
    return (found.row.available_on or date.max, found.row.id)


SORT_KEYS: dict[str, Any] = {
    "proximite": _nearness,
    "loyer": lambda found: (found.row.rent or 0, found.row.id),
    "surface": lambda found: (-(found.row.surface or 0), found.row.id),
    "date": _availability,
}


# SORT_KEYS in SQL, for a search without places. A published dwelling lacks none of these facts.
SQL_ORDERS: dict[str, tuple[str, ...]] = {
    "proximite": ("available_on",),
    "loyer": ("total_rent_cents",),
    "surface": ("-surface_m2",),
    "date": ("available_on",),
}


def _openings(facts: OfferFilter, criteria: PrivateCriteria, rows: list[Row]) -> list[Opening]:
    """Which single criterion empties the result, most dwellings first. Places to be away from are never one."""
    openings = [
        Opening(f"sans « {facts.filters[name].label} »", count, name)
        for name, count in _counts_without_each_fact(facts, Decider(criteria)).items()
        if count
    ]
    for key, words in PRIVATE_WORDS.items():
        if getattr(criteria, key):
            decider = Decider(criteria.without(key))
            count = sum(decider.find(row) is not None for row in rows)
            if count:
                openings.append(Opening(f"sans {words}", count, key))
    return sorted(openings, key=lambda opening: (-opening.count, opening.words))


def _counts_without_each_fact(facts: OfferFilter, decider: Decider) -> dict[str, int]:
    names = list(facts.active())
    if not names:
        return {}
    first, *others = [facts.without(name).order_by().values_list(Value(name), *LIGHT) for name in names]
    counts = dict.fromkeys(names, 0)
    for name, *values in first.union(*others, all=True):
        counts[name] += decider.find(Row(*values)) is not None
    return counts
