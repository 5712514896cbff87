"""One rule of fit, said in Python and in SQL: both must agree."""

import pytest

from accounts.models import Membership
from associations.models import Household
from common.housing import Typology
from matching.fits import fits, households_that_fit, offers_that_fit
from offers.models import Offer
from tests import factories

pytestmark = pytest.mark.django_db

COMMUNES = {"59": "59350", "62": "62041", "75": "75056"}


def test_python_and_sql_agree(caseworker: Membership) -> None:
    wants = [(["T2"], ["59"]), (["T2", "T3"], ["59", "62"]), (list(Typology.values), ["75"]), (["T1BIS"], ["62"])]
    households = [
        factories.HouseholdFactory(member=caseworker, typologies=typologies, departements=departements)
        for typologies, departements in wants
    ]
    offers = [
        factories.OfferFactory(typology=typology, location__commune=commune)
        for typology in Typology
        for commune in COMMUNES.values()
    ]
    unplaced = factories.OfferFactory(typology="T2")
    unplaced.location.commune = None
    unplaced.location.save()

    for offer in Offer.objects.select_related("location__commune"):
        expected = {household for household in households if fits(household, offer)}
        assert set(households_that_fit(Household.objects.all(), offer)) == expected
    for household in households:
        expected_offers = {offer for offer in [*offers, unplaced] if fits(household, offer)}
        assert set(offers_that_fit(Offer.objects.all(), household)) == expected_offers


def test_a_dwelling_without_a_commune_fits_nobody(caseworker: Membership) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    offer = factories.OfferFactory()
    offer.location.commune = None

    assert not fits(household, offer)
