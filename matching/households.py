"""Households for a dwelling: the files a référente is named on, each with what the dwelling is to it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from associations.models import Household
from associations.models.household import HouseholdQuerySet
from matching.criteria import Assessment, DwellingFacts, HouseholdFacts, State, assess
from matching.household_facts import facts_of

# A référente follows a few dozen households; a page that would list more is no help to choose.
MOST_HOUSEHOLDS = 50
_ORDER = {State.SUITABLE: 0, State.TO_CHECK: 1, State.SET_ASIDE: 2}


@dataclass(frozen=True)
class PlacedHousehold:
    """A household whose file was opened, and what a dwelling is to it."""

    household: Household
    facts: HouseholdFacts
    assessment: Assessment


def place_households(
    households: HouseholdQuerySet, dwelling: DwellingFacts, today: date, *, named: UUID | None = None
) -> list[PlacedHousehold]:
    """The newest of `households`, and the one `named` whatever its age: suited first, then those to check, then those
    it is set aside for.

    One that must not see the dwelling is absent, as is one whose key was destroyed. 4 queries, one of them to the
    vault.
    """
    is_named = ExpressionWrapper(Q(id=named), output_field=BooleanField())
    newest = households.select_related("association__organisation", "referente").order_by(
        is_named.desc(), "-created_on", "id"
    )[:MOST_HOUSEHOLDS]
    placed = [
        PlacedHousehold(household, facts, assess(facts, dwelling, today))
        for household, facts in facts_of(newest).items()
    ]
    shown = [one for one in placed if one.assessment.state in _ORDER]
    return sorted(shown, key=lambda one: (_ORDER[one.assessment.state], len(one.assessment.blocking)))
