"""Dwellings for a household: those that suit, those to check, those set aside and why, what one change would open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.criteria import Assessment, Code, DwellingFacts, HouseholdFacts, State, place
from matching.criteria.preferences import Way
from matching.narrowing import light, offers_to_show
from matching.openings import Opening, openings
from offers.models.offer import OfferQuerySet

_FAR = 10**6  # km: a place whose distance is not known comes last


@dataclass(frozen=True, slots=True)
class Placed:
    """A dwelling and what it is to the household, its warnings apart (matching.criteria.place)."""

    dwelling: DwellingFacts
    assessment: Assessment

    @property
    def ways(self) -> tuple[Way, ...]:
        """To her places, as assessed."""
        for finding in self.assessment.preferences:
            if finding.code is Code.PLACES:
                found: tuple[Way, ...] = finding.parts[0]
                return found
        return ()

    @property
    def is_wished(self) -> bool:
        """In a commune that the file wishes for."""
        return any(finding.code is Code.WISHED_COMMUNE for finding in self.assessment.preferences)


@dataclass(frozen=True)
class Board:
    """Each list in its order. `hidden` counts what is not shown at all, and says nothing of where it is."""

    suitable: tuple[Placed, ...]
    to_check: tuple[Placed, ...]
    set_aside: tuple[Placed, ...]
    hidden: int
    openings: tuple[Opening, ...]


USUAL_SORT = "proximite"


def board(household: HouseholdFacts, offers: OfferQuerySet, *, today: date, sort: str = USUAL_SORT) -> Board:
    """The board of a household over some open dwellings, in one query. `sort` is one of offers.search.engine.SORTS."""
    return sort_out(household, light(offers_to_show(offers, household, today)), today=today, sort=sort)


def sort_out(
    household: HouseholdFacts, dwellings: Iterable[DwellingFacts], *, today: date, sort: str = USUAL_SORT
) -> Board:
    """The same over dwellings already read. Those of other départements only count in what a change would open."""
    by_state: dict[State, list[Placed]] = {state: [] for state in State}
    alone = []
    for dwelling in dwellings:
        assessment = place(household, dwelling, today)
        if (only := assessment.only_block) is not None:
            alone.append((dwelling, only))
        if assessment.state is not State.SET_ASIDE or dwelling.departement in household.departements:
            by_state[assessment.state].append(Placed(dwelling, assessment))
    key = SORT_KEYS[sort]
    return Board(
        suitable=tuple(sorted(by_state[State.SUITABLE], key=key)),
        to_check=tuple(sorted(by_state[State.TO_CHECK], key=key)),
        set_aside=tuple(sorted(by_state[State.SET_ASIDE], key=lambda one: (len(one.assessment.blocking), *key(one)))),
        hidden=sum(one.dwelling.departement in household.departements for one in by_state[State.HIDDEN]),
        openings=openings(household, alone, today),
    )


def _availability(one: Placed) -> tuple[Any, ...]:
    return one.dwelling.available_on or date.max, one.dwelling.id


def _nearness(one: Placed) -> tuple[Any, ...]:
    """Wished communes, then the shortest ways, each km counted as often as the place weighs: whole km, as shown."""
    found = one.ways
    return not one.is_wished, sum(way.km * way.weight for way in found) if found else _FAR, *_availability(one)


SORT_KEYS: dict[str, Callable[[Placed], tuple[Any, ...]]] = {
    USUAL_SORT: _nearness,
    "loyer": lambda one: (one.dwelling.rent_cents or 0, one.dwelling.id),
    "surface": lambda one: (-(one.dwelling.surface_m2 or 0), one.dwelling.id),
    "date": _availability,
}
