"""What one change of the need would open: "accepter un T3 : 4", "monter à 620 € : 2". Never a zone (design.md 6).

A change is tried on a copy of the facts: the file is not touched. What the référente cannot change (the law's surface,
the income, an excluded landlord, a location she judged too near) is never proposed.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from common.housing import SolutionType, Typology
from common.templatetags.formats import thousands
from matching.criteria import Code, DwellingFacts, Finding, HouseholdFacts
from territories.departements import departements

RENT_STEP_CENTS = 10_00
RENT_REACH_PERCENT = 120  # of the present ceiling: further would be another need
MOST_RENT_EUROS = 3_000


@dataclass(frozen=True)
class Change:
    """One change of a need, as it stands in an address: "typologie:T3". It holds no place and no commune."""

    what: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.what}:{self.value}" if self.value else self.what


@dataclass(frozen=True)
class Opening:
    """`count` dwellings that this change alone would open, those to check included."""

    change: Change
    words: str
    count: int


TYPOLOGY, DEPARTEMENT, SOLUTION, RENT, STEPS, COMMUNES = (
    "typologie", "departement", "solution", "loyer", "marches", "communes",
)  # fmt: skip
_EXAMPLES: dict[str, Callable[[str], bool]] = {
    TYPOLOGY: lambda value: value in Typology.values,
    DEPARTEMENT: lambda value: value in departements(),
    SOLUTION: lambda value: value in SolutionType.values,
    RENT: lambda value: value.isdecimal() and value.isascii() and 0 < int(value[:5]) <= MOST_RENT_EUROS,
    STEPS: lambda value: value == "",
    COMMUNES: lambda value: value == "",
}


def parse_change(text: str) -> Change | None:
    """The change an address names; None for anything else."""
    what, _, value = text.partition(":")
    valid = _EXAMPLES.get(what)
    return Change(what, value) if valid and valid(value) else None


def apply(household: HouseholdFacts, change: Change) -> HouseholdFacts:
    """The household as it would be."""
    if change.what == TYPOLOGY:
        return replace(household, typologies=household.typologies | {change.value})
    if change.what == DEPARTEMENT:
        return replace(household, departements=household.departements | {change.value})
    if change.what == SOLUTION:
        wanted = household.solution_types
        return replace(household, solution_types=wanted | {change.value} if wanted else wanted)
    if change.what == RENT:
        most = household.rent_ceiling_cents
        return replace(household, rent_ceiling_cents=None if most is None else max(most, int(change.value) * 100))
    if change.what == STEPS:
        return replace(household, step_free=False)
    return replace(household, file=replace(household.file, communes_refused=()))


def words(household: HouseholdFacts, change: Change, today: date) -> str:
    """ "accepter un T3", "déposer une demande dans le 60"."""
    if change.what == TYPOLOGY:
        return f"accepter un {Typology(change.value).label}"
    if change.what == DEPARTEMENT:
        covered = household.covered(change.value, today)
        return f"{'accepter le' if covered else 'déposer une demande dans le'} {change.value}"
    if change.what == SOLUTION:
        return f"accepter « {str(SolutionType(change.value).label).lower()} »"
    if change.what == RENT:
        return f"monter à {thousands(int(change.value))} €"
    return "accepter des marches" if change.what == STEPS else "accepter les communes refusées"


def openings(
    household: HouseholdFacts, blocked: Iterable[tuple[DwellingFacts, Finding]], today: date
) -> tuple[Opening, ...]:
    """The changes that open something, most dwellings first, from the dwellings that a single criterion blocks."""
    counts: Counter[Change] = Counter()
    rents = []
    for dwelling, finding in blocked:
        if finding.code is Code.RENT and dwelling.rent_cents is not None:
            rents.append(dwelling.rent_cents)
        elif change := _lifting(finding.code, dwelling):
            counts[change] += 1
    for cents in _rent_steps(rents, household.rent_ceiling_cents or 0):
        counts[Change(RENT, str(cents // 100))] = sum(rent <= cents for rent in rents)
    found = [Opening(change, words(household, change, today), count) for change, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, str(one.change))))


def _lifting(code: Code, dwelling: DwellingFacts) -> Change | None:
    """The change that lifts a block of this dwelling; None when there is none."""
    if code is Code.TYPOLOGY:
        return Change(TYPOLOGY, dwelling.typology)
    if code is Code.DEPARTEMENT and dwelling.departement:
        return Change(DEPARTEMENT, dwelling.departement)
    if code is Code.SOLUTION:
        return Change(SOLUTION, dwelling.solution)
    if code is Code.STEP_FREE:
        return Change(STEPS)
    return Change(COMMUNES) if code is Code.COMMUNE else None


def _rent_steps(rents: list[int], ceiling: int) -> list[int]:
    """The smallest raise that opens one, and the one that opens all within reach: whole tens of euros, in cents."""
    steps = sorted({-(-rent // RENT_STEP_CENTS) * RENT_STEP_CENTS for rent in rents})
    near = [step for step in steps if step * 100 <= ceiling * RENT_REACH_PERCENT]
    return sorted({near[0], near[-1]}) if near else []
