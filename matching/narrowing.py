"""SQL that narrows on clear columns: it may only drop pairs that `matching.criteria.assess` would set aside.

No place, zone, refused commune or excluded landlord takes part: those are sealed, and Python alone decides with them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from associations.models.household import HouseholdQuerySet
from associations.sizes import minimum_surface_m2, most_persons
from common.housing import Financing
from matching.criteria import DwellingFacts, HouseholdFacts, state_of
from offers.models.offer import OfferQuerySet
from territories.ceiling_zones import zones_of_departement

# The columns of DwellingFacts, in its order.
LIGHT = (
    "id",
    "bailleur_id",
    "typology",
    "departement",
    "location__commune_id",
    "location__lat",
    "location__lon",
    "solution_type",
    "financing",
    "surface_m2",
    "total_rent_cents",
    "heating_cost_cents",
    "water_cost_cents",
    "step_free",
    "available_on",
    "bailleur__max_effort_percent",
    "closes_at",
    "published_at",
    "reference",
)


def light(offers: OfferQuerySet) -> list[DwellingFacts]:
    """Dwellings as criteria see them, in no order."""
    return [DwellingFacts._make(row) for row in offers.order_by().values_list(*LIGHT)]


def offers_for(offers: OfferQuerySet, household: HouseholdFacts, today: date) -> OfferQuerySet:
    """Those of `offers` that clear columns do not set aside."""
    return _within(offers, household, household.departements, today)


def offers_to_show(offers: OfferQuerySet, household: HouseholdFacts, today: date) -> OfferQuerySet:
    """Those of the wanted départements, whatever they are, to say why one is set aside; elsewhere in their régions,
    those that the département alone may set aside, to say what one more would open."""
    elsewhere = _within(offers, household, household.reachable, today)
    wanted = offers.filter(departement__in=sorted(household.departements))
    return wanted | elsewhere if household.reachable else wanted


def open_for_any(
    offers: OfferQuerySet, households: Iterable[HouseholdFacts], today: date
) -> dict[UUID, list[DwellingFacts]]:
    """By household, those of `offers` that suit it or may, read once for all of them: one query."""
    households = list(households)
    wanted = offers.filter(
        departement__in=sorted({code for one in households for code in one.departements}),
        typology__in=sorted({code for one in households for code in one.typologies}),
    )
    by_wish: dict[tuple[str | None, str], list[DwellingFacts]] = defaultdict(list)
    for dwelling in light(wanted):
        by_wish[dwelling.departement, dwelling.typology].append(dwelling)
    # Each household against what it may want: fifty that live all over the country would be assessed against it all.
    return {
        one.id: [
            dwelling
            for code in one.departements
            for typology in one.typologies
            for dwelling in by_wish.get((code, typology), ())
            if state_of(one, dwelling, today).is_open
        ]
        for one in households
    }


def _within(
    offers: OfferQuerySet, household: HouseholdFacts, departements: Iterable[str], today: date
) -> OfferQuerySet:
    """The clear criteria but the département, in some départements."""
    least = minimum_surface_m2(household.persons, today)
    narrowed = offers.filter(
        _affordable(departements, household),
        Q(surface_m2__gte=least) | Q(surface_m2__isnull=True),
        typology__in=sorted(household.typologies),
    )
    if household.solution_types:
        narrowed = narrowed.filter(solution_type__in=sorted(household.solution_types))
    if household.rent_ceiling_cents is not None:
        narrowed = narrowed.filter(
            Q(total_rent_cents__lte=household.rent_ceiling_cents) | Q(total_rent_cents__isnull=True)
        )
    return narrowed.filter(step_free=True) if household.step_free else narrowed


def _affordable(departements: Iterable[str], household: HouseholdFacts) -> Q:
    """The départements, each with the financings that the income reaches in one of its zones."""
    by_financings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code in sorted(departements):
        zones = zones_of_departement(code)
        reached = tuple(
            one.value
            for one in Financing
            if not zones or any(f"{zone}:{one}" in household.eligible_financings for zone in zones)
        )
        by_financings[reached].append(code)
    found = Q(pk__in=[])
    for financings, codes in by_financings.items():
        found |= Q(departement__in=codes, financing__in=financings)
    return found


def households_for(households: HouseholdQuerySet, dwelling: DwellingFacts, today: date) -> HouseholdQuerySet:
    """Those of `households` still looking that clear columns do not set aside for a dwelling."""
    wanted = households.active().wanting(typology=dwelling.typology, departement=dwelling.departement)
    wanted = wanted.filter(Q(solution_types=[]) | Q(solution_types__contains=[dwelling.solution]))
    if dwelling.rent_cents is not None:
        wanted = wanted.filter(Q(rent_ceiling_cents__isnull=True) | Q(rent_ceiling_cents__gte=dwelling.rent_cents))
    if not dwelling.step_free:
        wanted = wanted.filter(step_free=False)
    if dwelling.ceiling_key:
        wanted = wanted.filter(eligible_financings__contains=[dwelling.ceiling_key])
    most = None if dwelling.surface_m2 is None else most_persons(dwelling.surface_m2, today)
    return wanted if most is None else wanted.filter(people__lte=most)
