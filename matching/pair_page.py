"""One dwelling for one household, criterion by criterion, with the money explained (domain.md 3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from associations.budget import Budget, budget
from matching.criteria import CRITERIA, Assessment, Code, DwellingFacts, Finding, HouseholdFacts, Kind
from matching.effort import Effort, effort

_TITLES = {
    Kind.BLOCKING: "Ce qui décide",
    Kind.BEFORE_TRANSMISSION: "Avant une transmission",
    Kind.WARNING: "À savoir, sans rien écarter",
    Kind.PREFERENCE: "Ses préférences",
}


@dataclass(frozen=True)
class CriterionLine:
    """A rule, and what was found where the dwelling does not pass, or has what she prefers."""

    rule: str
    passed: bool
    sentence: str


@dataclass(frozen=True)
class CriteriaGroup:
    title: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class Money:
    """Both figures at this rent, None where something is not known. `most_percent` is the landlord's own limit."""

    effort: Effort | None
    most_percent: int
    budget: Budget | None


def criteria_groups(assessment: Assessment) -> tuple[CriteriaGroup, ...]:
    """Every criterion but the zones, of which nothing is ever said."""
    found: dict[Code, Finding] = {
        finding.code: finding
        for finding in (
            *assessment.blocking,
            *assessment.before_transmission,
            *assessment.warnings,
            *assessment.preferences,
        )
    }
    # Set aside, only what blocks was looked for.
    kinds = list(_TITLES) if assessment.is_open else [Kind.BLOCKING]
    groups = (CriteriaGroup(_TITLES[kind], tuple(_lines(kind, found))) for kind in kinds)
    return tuple(group for group in groups if group.lines)


def _lines(kind: Kind, found: dict[Code, Finding]) -> Iterator[CriterionLine]:
    for criterion in CRITERIA:
        finding = found.get(criterion.code)
        # A preference is a gift when it is there, and no fault when it is not.
        if criterion.kind is kind and (finding or kind is not Kind.PREFERENCE):
            yield CriterionLine(
                criterion.rule, kind is Kind.PREFERENCE or finding is None, finding.sentence if finding else ""
            )


def money_of(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Money:
    """Taux d'effort and reste à vivre at the rent of this dwelling."""
    file = household.file
    individual = (dwelling.heating_cents or 0) + (dwelling.water_cents or 0)
    return Money(
        effort=effort(file.means, rent_cents=dwelling.rent_cents, individual_cents=individual),
        most_percent=dwelling.max_effort_percent,
        budget=budget(file.means, rent_cents=dwelling.rent_cents, adults=file.adults, children=file.children),
    )
