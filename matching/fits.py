"""Does a dwelling fit a household? Typology and département for now; one rule, in Python and as a narrowing of SQL."""

from django.db.models import QuerySet

from associations.models import Household
from associations.models.household import HouseholdQuerySet
from offers.models import Offer
from offers.models.offer import OfferQuerySet


def departement_of(offer: Offer) -> str | None:
    """INSEE code of the dwelling's département, None when its commune is not known."""
    commune = offer.location.commune
    return commune.departement_id if commune else None


def fits(household: Household, offer: Offer) -> bool:
    """Whether the dwelling's typology and département are among those the household wants."""
    return offer.typology in household.typologies and departement_of(offer) in household.departements


def households_that_fit(households: HouseholdQuerySet, offer: Offer) -> HouseholdQuerySet:
    """Those of `households` still looking that the dwelling fits: the same rule as `fits`, by SQL."""
    return households.active().wanting(typology=offer.typology, departement=departement_of(offer))


def offers_that_fit(offers: OfferQuerySet, household: Household) -> QuerySet[Offer]:
    """Those of `offers` that fit a household: the same rule as `fits`, by SQL."""
    return offers.filter(typology__in=household.typologies, location__commune__departement__in=household.departements)
