"""What the network needs, counted on clear columns alone: for the federation and for landlords, no file is opened."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from associations.models import Association, Household
from matching.criteria import DwellingFacts
from matching.ladder import ENOUGH
from matching.narrowing import households_for


@dataclass(frozen=True)
class AssociationNeed:
    """How many households of an association a dwelling may suit; None below 5: « moins de 5 »."""

    association: str
    households: int | None


def needs_by_association(dwelling: DwellingFacts, today: date) -> list[AssociationNeed]:
    """Every association that works in the dwelling's département, by name: one that has none is not told apart."""
    matched = households_for(Household.objects.all(), dwelling, today)
    counts = Counter(dict(matched.order_by().values_list("association").annotate(Count("id"))))
    there = Association.objects.filter(departements=dwelling.departement).select_related("organisation")
    return [
        AssociationNeed(one.organisation.name, counts[one.pk] if counts[one.pk] >= ENOUGH else None)
        for one in there.order_by("organisation__name", "pk")
    ]


def is_needed(dwelling: DwellingFacts, today: date) -> bool:
    """Whether at least 5 households of the whole network match."""
    return households_for(Household.objects.all(), dwelling, today).order_by()[:ENOUGH].count() == ENOUGH
