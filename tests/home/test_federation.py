"""The home page of the federation: dwellings whose requests wait."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from common.templatetags.formats import counted
from tests import factories
from tests.home.pages import home, transmit
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_dwellings_whose_requests_wait_first_closing_first(
    federation_member: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    other = factories.HouseholdFactory(member=caseworker, code="Pinson 11")
    later = factories.OfferFactory(typology="T3", closes_at=timezone.now() + timedelta(days=3))
    sooner = factories.OfferFactory(typology="T4", closes_at=timezone.now() - timedelta(days=1))
    factories.CandidatureFactory(household=household, offer=later)
    factories.CandidatureFactory(household=other, offer=later)
    factories.CandidatureFactory(household=household, offer=sooner)
    transmit(factories.CandidatureFactory(household=household))
    factories.OfferFactory()

    response = sign_in(federation_member).get("/")

    assert [row.url for row in response.context["rows"]] == [
        f"/federation/logements/{sooner.id}/",
        f"/federation/logements/{later.id}/",
    ]
    assert response.context["rows"][1].what == counted(2, "demande à transmettre,demandes à transmettre")
    page = response.content.decode()
    assert counted(3, "demande attend,demandes attendent") in page
    assert "Mésange" not in page
    assert str(household.id) not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_whatever_the_rows(
    federation_member: Membership,
    caseworker: Membership,
    sign_in: SignIn,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    for _ in range(rows):
        factories.CandidatureFactory(household=household)
    client = sign_in(federation_member)
    client.get("/")
    # The person, her membership, the totals, the first dwellings.
    with django_assert_num_queries(5), django_assert_num_queries(0, using="vault"):
        page = home(client)
    if rows > 20:
        assert counted(10, "autre logement,autres logements") in page
