"""A dwelling of a landlord kept away, or in a zone, is never asked for; nobody outside learns why."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from associations.contents import AvoidedZone, AvoidedZones
from associations.models import Household
from common.transitions import WrongState
from matching import actions
from matching.models import Candidature
from offers.models import Offer
from territories.places import find_place
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def household_of(member: Membership, offer: Offer, how: str) -> Household:
    """One kept from a dwelling of Lille in each way that a file can."""
    zones = {
        "commune": AvoidedZone(place=find_place("Lille (59)"), radius_km=1),
        "point": AvoidedZone(place=find_place("50.6312, 3.0612"), radius_km=15),
        "list": AvoidedZone(communes=("59350",)),
    }
    if how == "landlord":
        return factories.HouseholdFactory(member=member, file={"excluded_organisations": (str(offer.bailleur_id),)})
    return factories.HouseholdFactory(member=member, zones=AvoidedZones((zones[how],)))


@pytest.mark.parametrize("how", ["landlord", "commune", "point", "list"])
def test_is_never_asked_for(how: str, caseworker: Membership, sign_in: SignIn) -> None:
    offer = factories.OfferFactory(location__commune="59350")
    household = household_of(caseworker, offer, how)
    address = reverse("matching:request_dwelling", args=[offer.id])

    with pytest.raises(WrongState) as refusal:
        actions.request_dwelling(household=household, offer=offer, by=caseworker)
    page = sign_in(caseworker).get(address)
    posted = sign_in(caseworker).post(address, {"household": str(household.id)})

    assert "zone" not in str(refusal.value)
    assert str(household.id) not in page.content.decode()
    assert posted.status_code in {200, 404, 422}
    assert not Candidature.objects.exists()


def test_elsewhere_it_is(caseworker: Membership) -> None:
    offer = factories.OfferFactory(location__commune="59350")
    household = factories.HouseholdFactory(
        member=caseworker, zones=AvoidedZones((AvoidedZone(place=find_place("Lens (62)"), radius_km=5),))
    )

    assert actions.request_dwelling(household=household, offer=offer, by=caseworker).household == household
