"""A dwelling of a landlord kept away, or in a zone, is never asked for; nobody outside learns why."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.models import Membership
from associations.actions import change_file, set_zones
from associations.contents import AvoidedZone, AvoidedZones
from associations.models import Household
from common.transitions import WrongState
from matching import actions
from matching.models import Candidature, CandidatureState
from matching.policies import NO_LONGER_WAITING
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


@pytest.mark.parametrize("how", ["landlord", "zone"])
def test_kept_away_since_the_request_it_is_never_transmitted(
    how: str,
    requested: Candidature,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    sign_in: SignIn,
) -> None:
    """The federation reads the sentence of a request taken back by its association, and sees it no more."""
    household, landlord = requested.household, str(requested.offer.bailleur_id)
    assert household is not None
    if how == "landlord":
        change_file(
            household=household, change=lambda file: replace(file, excluded_organisations=(landlord,)), by=caseworker
        )
    else:
        zones = AvoidedZones((AvoidedZone(communes=("59350",)),))
        set_zones(household=household, zones=zones, by=caseworker)

    told = sign_in(federation_member).post(reverse("matching:transmit", args=[requested.id]), follow=True)
    read = sign_in(agent).get(reverse("matching:candidature", args=[requested.id]))

    assert NO_LONGER_WAITING in told.content.decode()
    assert requested.reference not in told.content.decode()
    assert read.status_code == 404
    requested.refresh_from_db()
    assert requested.state == CandidatureState.CANCELLED
    assert requested.transmitted_at is None
