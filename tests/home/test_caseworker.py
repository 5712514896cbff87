"""The home page of a référente: her requests, and what is new for her households."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from associations.models import HouseholdKey
from common.templatetags.formats import counted
from tests import factories
from tests.home.pages import home, transmit
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_her_requests_and_where_they_are(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    factories.CandidatureFactory(household=household)
    transmit(factories.CandidatureFactory(household=household, offer__bailleur__organisation__name="Bailleur X"))

    page = home(sign_in(caseworker))

    assert page.count("Mésange 42") >= 2
    assert counted(1, "demande à la fédération,demandes à la fédération") in page
    assert "Prochaine clôture" in page
    assert "Dossier transmis à Bailleur X" in page
    assert page.index("Dossier transmis") < page.index("Prochaine clôture")


def test_nothing_of_a_colleague_or_another_association(
    caseworker: Membership,
    colleague: Membership,
    other_caseworker: Membership,
    sign_in: SignIn,
) -> None:
    for other, code in ((colleague, "Pinson 11"), (other_caseworker, "Tulipe 12")):
        factories.CandidatureFactory(household=factories.HouseholdFactory(member=other, code=code))

    page = home(sign_in(caseworker))

    assert "Pinson 11" not in page
    assert "Tulipe 12" not in page
    assert "Vous ne suivez encore aucun ménage." in page


def test_new_dwellings_are_counted_for_each_household(caseworker: Membership, sign_in: SignIn) -> None:
    fits = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    factories.HouseholdFactory(member=caseworker, code="Pinson 11", typologies=["T5"])
    now = timezone.now()
    factories.OfferFactory()
    factories.OfferFactory(published_at=now - timedelta(days=6))
    factories.OfferFactory(typology="T2")
    factories.OfferFactory(closes_at=now - timedelta(hours=1))
    factories.OfferFactory(listed=False)
    factories.OfferFactory(location__commune="62193")
    factories.CandidatureFactory(household=fits, offer=factories.OfferFactory())

    fittings = sign_in(caseworker).get("/").context["fittings"]

    assert [(one.code, one.dwellings, one.new) for one in fittings] == [("Mésange 42", 2, 1)]
    assert fittings[0].url == f"/menages/{fits.id}/logements/"


def test_a_dwelling_that_a_file_sets_aside_is_not_counted(caseworker: Membership, sign_in: SignIn) -> None:
    factories.HouseholdFactory(member=caseworker, rent_ceiling_cents=50_000)
    factories.OfferFactory(rent_cents=45_000, charges_cents=8_000)

    assert sign_in(caseworker).get("/").context["fittings"] == []


def test_a_file_whose_key_is_gone_does_not_break_the_page(caseworker: Membership, sign_in: SignIn) -> None:
    candidature = factories.CandidatureFactory(household=factories.HouseholdFactory(member=caseworker))
    HouseholdKey.objects.filter(household_id=candidature.household_id).delete()
    assert "fiche effacée" in home(sign_in(caseworker))


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_whatever_the_rows(
    caseworker: Membership, sign_in: SignIn, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = factories.OfferFactory()
    for number in range(rows):
        household = factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}")
        factories.CandidatureFactory(household=household, offer=offer)
    client = sign_in(caseworker)
    client.get("/")  # the first page of a session writes when it started

    # The person, her membership, her active requests, her active households, their numbers, what was said of
    # locations, open dwellings.
    with django_assert_num_queries(7), django_assert_num_queries(1, using="vault"):  # all the keys at once
        page = home(client)
    if rows > 20:
        assert page.count("todo-row") >= 20
        assert "Voir toutes vos demandes" in page
