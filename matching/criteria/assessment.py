"""All the criteria against one household and one dwelling."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from matching.criteria.blocking import BLOCKING, ZONE
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Criterion, Finding
from matching.criteria.preferences import PREFERENCES
from matching.criteria.transmission import BEFORE_TRANSMISSION
from matching.criteria.warnings import TO_CHECK, WARNINGS

CRITERIA: tuple[Criterion, ...] = (ZONE, *BLOCKING, *BEFORE_TRANSMISSION, *WARNINGS, *PREFERENCES)


class State(StrEnum):
    SUITABLE = "suitable"
    TO_CHECK = "to_check"
    SET_ASIDE = "set_aside"
    HIDDEN = "hidden"

    @property
    def is_open(self) -> bool:
        """Whether it may be proposed to the household: suitable, or to check first."""
        return self in (State.SUITABLE, State.TO_CHECK)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found. Warnings and preferences are looked for only where nothing blocks."""

    state: State
    blocking: tuple[Finding, ...] = ()
    before_transmission: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    preferences: tuple[Finding, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def only_block(self) -> Finding | None:
        """The one finding that sets it aside, when there is just one."""
        return self.blocking[0] if len(self.blocking) == 1 else None


HIDDEN = Assessment(State.HIDDEN)


def assess(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Assessment:
    """Everything about the pair. Pure: the same values give the same answer.

    What stands too near somebody is HIDDEN whatever else it is, and nothing else is said of it.
    """
    placed = place(household, dwelling, today)
    if not placed.is_open:
        return placed
    return replace(
        placed,
        before_transmission=_find(BEFORE_TRANSMISSION, household, dwelling, today),
        warnings=_find(WARNINGS, household, dwelling, today),
    )


def place(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Assessment:
    """The same without what neither sets aside nor orders: for lists, of which a page alone is shown."""
    if ZONE.find(household, dwelling, today) is not None:
        return HIDDEN
    blocking = _find(BLOCKING, household, dwelling, today)
    if blocking:
        return Assessment(State.SET_ASIDE, blocking)
    state = State.SUITABLE if TO_CHECK.find(household, dwelling, today) is None else State.TO_CHECK
    return Assessment(state, preferences=_find(PREFERENCES, household, dwelling, today))


def state_of(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> State:
    """What `assess` would say it is, found as soon as it is known: for many pairs of which nothing is shown."""
    if ZONE.find(household, dwelling, today) is not None:
        return State.HIDDEN
    for criterion in BLOCKING:
        if criterion.find(household, dwelling, today) is not None:
            return State.SET_ASIDE
    return State.SUITABLE if TO_CHECK.find(household, dwelling, today) is None else State.TO_CHECK


def _find(
    criteria: Iterable[Criterion], household: HouseholdFacts, dwelling: DwellingFacts, today: date
) -> tuple[Finding, ...]:
    found = []
    for criterion in criteria:  # a loop: the innermost of every list
        parts = criterion.find(household, dwelling, today)
        if parts is not None:
            found.append(Finding(criterion, parts))
    return tuple(found)
