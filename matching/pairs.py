"""One household and one dwelling, decided on by `matching.criteria.assess`, from their rows."""

from associations.files import FileGone
from associations.models import Household
from matching.criteria import Assessment, Code, DwellingFacts, HouseholdFacts, State
from matching.dwellings import departement_of
from matching.household_facts import facts_of
from offers.models import Offer

_KEPT_AWAY = frozenset({Code.LANDLORD, Code.CHECKED})


def household_facts(household: Household) -> HouseholdFacts:
    """Raises FileGone when the household's key was destroyed."""
    try:
        return facts_of([household])[household]
    except KeyError:
        raise FileGone from None


def dwelling_facts(offer: Offer) -> DwellingFacts:
    """A dwelling read with its location, commune and landlord, as criteria see it."""
    location = offer.location
    return DwellingFacts(
        id=offer.id,
        bailleur=offer.bailleur_id,
        typology=offer.typology,
        departement=departement_of(offer),
        commune=location.commune_id,
        lat=location.lat,
        lon=location.lon,
        solution=offer.solution_type,
        financing=offer.financing,
        surface_m2=offer.surface_m2,
        rent_cents=offer.total_rent_cents,
        heating_cents=offer.heating_cost_cents,
        water_cents=offer.water_cost_cents,
        step_free=offer.step_free,
        available_on=offer.available_on,
        max_effort_percent=offer.bailleur.max_effort_percent,
        closes_at=offer.closes_at,
        published_at=offer.published_at,
        reference=offer.reference,
    )


def is_kept_away(assessment: Assessment) -> bool:
    """Whether its place or its landlord forbids it: nothing of the household may ever reach that landlord for it."""
    return assessment.state is State.HIDDEN or any(one.code in _KEPT_AWAY for one in assessment.blocking)
