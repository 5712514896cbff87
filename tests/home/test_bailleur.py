"""The home page of a landlord's staff: files, drafts, closings, and no hint of what is not transmitted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, AccessKind, Membership
from bailleurs.models import Bailleur
from offers.models import OfferState
from tests import factories
from tests.home.pages import home, transmit
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_transmitted_files_drafts_and_closings(
    agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    transmitted = transmit(
        factories.CandidatureFactory(household=household, offer=factories.OfferFactory(bailleur=bailleur))
    )
    factories.OfferFactory(bailleur=bailleur, reference="BROUILLON-1", state=OfferState.DRAFT, listed=False)
    factories.OfferFactory(bailleur=bailleur, reference="BIENTOT-1", closes_at=timezone.now() + timedelta(hours=30))

    page = home(sign_in(agent))

    assert transmitted.reference in page
    assert "Lire le dossier transmis" in page
    assert "BROUILLON-1" in page
    assert "BIENTOT-1" in page
    assert "Mésange" not in page


def test_once_opened_the_next_thing_to_do_is_to_call(
    agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    candidature = transmit(
        factories.CandidatureFactory(household=factories.HouseholdFactory(member=caseworker), offer__bailleur=bailleur)
    )
    AccessEvent.objects.create(
        user=agent.user,
        organisation=agent.organisation,
        kind=AccessKind.TRANSMITTED_FILE,
        subject=candidature.id,
    )
    page = home(sign_in(agent))
    assert "Dire si le dossier est complet" in page
    assert "Lire le dossier transmis" not in page


def test_before_the_transmission_a_request_changes_nothing(
    agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    offer = factories.OfferFactory(bailleur=bailleur, closes_at=timezone.now() + timedelta(hours=30))
    client = sign_in(agent)
    before = client.get("/").context
    factories.CandidatureFactory(household=factories.HouseholdFactory(member=caseworker), offer=offer)
    after = client.get("/").context
    assert (after["rows"], after["closing"]) == (before["rows"], before["closing"])


def test_nothing_of_another_bailleur(
    other_agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    transmit(
        factories.CandidatureFactory(household=factories.HouseholdFactory(member=caseworker), offer__bailleur=bailleur)
    )
    factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False)
    assert "Rien d’urgent." in home(sign_in(other_agent))


def test_a_draft_with_almost_nothing_typed(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    factories.OfferFactory(
        bailleur=bailleur,
        reference="VIDE-1",
        state=OfferState.DRAFT,
        listed=False,
        surface_m2=None,
        floor=None,
        rent_cents=None,
        charges_cents=None,
        closes_at=None,
        published_at=None,
        available_on=None,
    )
    assert "VIDE-1" in home(sign_in(agent))


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_whatever_the_rows(
    agent: Membership,
    bailleur: Bailleur,
    caseworker: Membership,
    sign_in: SignIn,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    for _ in range(rows):
        transmit(factories.CandidatureFactory(household=household, offer__bailleur=bailleur))
        factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False)
    client = sign_in(agent)
    client.get("/")
    # The person, her membership, transmitted files, needs to answer, drafts, dwellings about to close.
    with django_assert_num_queries(6), django_assert_num_queries(0, using="vault"):
        home(client)
