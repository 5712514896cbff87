"""What a criterion is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from matching.criteria.facts import DwellingFacts, HouseholdFacts


class Kind(StrEnum):
    """What a finding does to a dwelling."""

    BLOCKING = "blocking"  # set aside, with its reason
    HIDING = "hiding"  # never shown, never named: too near somebody
    BEFORE_TRANSMISSION = "before_transmission"  # shown and requested; to be settled before the file leaves
    WARNING = "warning"  # never hides, never excludes
    PREFERENCE = "preference"  # orders the list


class Code(StrEnum):
    """The criteria, each once (design.md 6)."""

    ZONE = "zone"
    LANDLORD = "landlord"
    TYPOLOGY = "typology"
    DEPARTEMENT = "departement"
    COMMUNE = "commune"
    SOLUTION = "solution"
    INCOME = "income"
    SURFACE = "surface"
    RENT = "rent"
    STEP_FREE = "step_free"
    CHECKED = "checked"
    NUMBER = "number"
    SNE = "sne"
    PROOF = "proof"
    CONSENT = "consent"
    TO_CHECK = "to_check"
    EFFORT = "effort"
    LEFT_TO_LIVE_ON = "left_to_live_on"
    UNDER_OCCUPATION = "under_occupation"
    PAPER = "paper"
    LATE = "late"
    WISHED_COMMUNE = "wished_commune"
    PLACES = "places"


# What a criterion found, to be said; None where it has nothing to say.
Parts = tuple[Any, ...] | None
Find = Callable[[HouseholdFacts, DwellingFacts, date], Parts]


@dataclass(frozen=True)
class Criterion:
    """`rule` says it to a reader; `find` gives the parts of `say` when the dwelling does not pass, or None."""

    code: Code
    kind: Kind
    rule: str
    find: Find
    say: Callable[..., str]


@dataclass(frozen=True, slots=True)
class Finding:
    criterion: Criterion
    parts: tuple[Any, ...]

    @property
    def code(self) -> Code:
        return self.criterion.code

    @property
    def sentence(self) -> str:
        """In French, for the référente. Said when it is shown: most findings never are."""
        return self.criterion.say(*self.parts)
