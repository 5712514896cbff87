"""The panels that pages of other layers carry: on a dwelling, on a household."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.contents import AvoidedZones
from associations.models import Household
from matching.models import Candidature
from offers.models import Offer, OfferState
from tests import factories
from tests.matching.facts import LILLE, zone
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def panel(member: Membership, offer: Offer) -> str:
    request = HttpRequest()
    request.member = member  # type: ignore[attr-defined]
    template = Template("{% load candidatures %}{% request_panel offer %}")
    return template.render(Context({"request": request, "offer": offer}))


def test_a_dwelling_that_fits_offers_both_actions(caseworker: Membership, household: Household, offer: Offer) -> None:
    shown = panel(caseworker, offer)

    assert reverse("matching:request_dwelling", args=[offer.id]) in shown
    assert reverse("matching:check_location", args=[offer.id]) in shown


def test_a_dwelling_that_fits_nobody_says_what_to_do(caseworker: Membership, offer: Offer) -> None:
    shown = panel(caseworker, offer)

    assert reverse("associations:new_household") in shown
    assert reverse("matching:check_location", args=[offer.id]) not in shown


def test_what_happens_to_others_never_shows(other_caseworker: Membership, transmitted: Candidature) -> None:
    """Asked for, transmitted, withdrawn since the last release: for her the panel of a free dwelling."""
    factories.HouseholdFactory(member=other_caseworker)
    free = factories.OfferFactory()
    taken = transmitted.offer
    expected = panel(other_caseworker, free).replace(str(free.id), "")

    assert panel(other_caseworker, taken).replace(str(taken.id), "") == expected
    Offer.objects.filter(id=taken.id).update(state=OfferState.WITHDRAWN, ended_at=timezone.now())
    assert panel(other_caseworker, taken).replace(str(taken.id), "") == expected


@pytest.mark.parametrize("reader", ["association_manager", "agent", "federation_member", "coordinator", "partner"])
def test_others_have_no_panel(reader: str, household: Household, offer: Offer, request: pytest.FixtureRequest) -> None:
    assert panel(request.getfixturevalue(reader), offer).strip() == ""


def test_her_own_request_is_linked(caseworker: Membership, requested: Candidature) -> None:
    assert reverse("matching:candidature", args=[requested.id]) in panel(caseworker, requested.offer)


def test_a_household_shows_its_requests(
    caseworker: Membership, household: Household, requested: Candidature, sign_in: SignIn
) -> None:
    page = sign_in(caseworker).get(reverse("associations:household", args=[household.id])).content.decode()

    assert reverse("matching:candidature", args=[requested.id]) in page


def test_the_requests_of_a_household_are_for_its_referente(colleague: Membership, requested: Candidature) -> None:
    request = HttpRequest()
    request.member = colleague  # type: ignore[attr-defined]
    template = Template("{% load candidatures %}{% household_candidatures household %}")

    shown = template.render(Context({"request": request, "household": SimpleNamespace(id=requested.household_id)}))

    assert str(requested.id) not in shown


def test_each_of_her_households_stands_with_its_reason(
    caseworker: Membership, household: Household, offer: Offer, colleague: Membership
) -> None:
    factories.HouseholdFactory(member=caseworker, code="Pinson 11", rent_ceiling_cents=100_00)
    factories.HouseholdFactory(
        member=caseworker, code="Tulipe 12", zones=AvoidedZones((zone(LILLE, 30),)), typologies=["T5"]
    )
    factories.HouseholdFactory(member=colleague, code="Loriot 13")

    shown = panel(caseworker, offer)

    assert "Mésange 42" in shown
    assert "Loyer de 530,00" in shown
    assert "Tulipe 12" not in shown, "nothing is said where a zone hides it"
    assert "Loriot 13" not in shown
