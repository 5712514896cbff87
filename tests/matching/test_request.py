"""A référente asks for a dwelling in two clicks; the same request twice is one request."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household, HouseholdKey, HouseholdStatus
from common.transitions import WrongState
from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from offers.models import Offer, OfferState
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def ask(offer: Offer) -> str:
    return reverse("matching:request_dwelling", args=[offer.id])


def test_the_page_proposes_the_households_that_fit_and_says_what_leaves(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    factories.HouseholdFactory(member=caseworker, code="Pinson 11", typologies=["T2"])
    factories.HouseholdFactory(member=caseworker, code="Verdier 12", departements=["62"])
    factories.HouseholdFactory(member=caseworker, code="Sorbier 13", status=HouseholdStatus.HOUSED)

    page = sign_in(caseworker).get(ask(offer)).content.decode()

    assert "Mésange 42" in page
    for shown in (
        "4 personnes",  # the band, for the federation
        "2 adultes, 2 enfants (1 de 3 à 5 ans, 1 de 18 ans et plus)",  # the whole, for the landlord
        caseworker.user.work_phone,
        offer.bailleur.organisation.name,
    ):
        assert shown in page
    for hidden in ("Pinson 11", "Verdier 12", "Sorbier 13", "Introuvable", "Tournesol", "B 31"):
        assert hidden not in page


def test_asking_makes_a_request_and_its_counted_transition(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    response = sign_in(caseworker).post(
        ask(offer), {"household": str(household.id), "note": "Disponible le matin"}, follow=True
    )

    candidature = Candidature.objects.get()
    assert response.redirect_chain == [(reverse("matching:candidature", args=[candidature.id]), 302)]
    assert (candidature.household, candidature.offer) == (household, offer)
    assert (candidature.state, candidature.note) == (CandidatureState.REQUESTED, "Disponible le matin")
    move = CandidatureTransition.objects.get()
    assert (move.from_state, move.to_state, move.side) == ("", "requested", "association")
    assert (move.women, move.children, move.typology) == (1, 1, "T3")  # the grown-up child is no child in reports
    assert (move.departement, move.departement_of_origin) == ("59", "62")
    assert (move.household_ref, move.by) == (household.id, caseworker.user)


def test_asking_again_leads_to_the_same_request(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    typed = {"household": str(household.id), "note": ""}

    first = client.post(ask(offer), typed)
    second = client.post(ask(offer), typed)

    assert first.headers["Location"] == second.headers["Location"]
    assert Candidature.objects.count() == CandidatureTransition.objects.count() == 1
    assert "Déjà demandé pour Mésange 42" in client.get(ask(offer)).content.decode()


def test_after_a_cancellation_a_new_request_has_a_new_reference(
    caseworker: Membership, requested: Candidature
) -> None:
    actions.cancel_candidature(candidature=requested, by=caseworker)

    again = actions.request_dwelling(household=requested.household, offer=requested.offer, by=caseworker)

    assert again.id != requested.id
    assert again.reference != requested.reference


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"household": ""}, "household"),
        ({"household": "pas-un-identifiant"}, "household"),
        ({"household": str(uuid4())}, "household"),
        ({"household": "\x00"}, "household"),
        ({"note": "x" * 20_000}, "note"),
        ({"note": "Bonjour\x00"}, "note"),
        ({"note": "Appeler le 06 12 34 56 78"}, "note"),
        ({"note": "Son numéro : 0590424000123GDPUB"}, "note"),
        ({"note": "ecrire a prenom@exemple.invalid"}, "note"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(
    caseworker: Membership,
    household: Household,
    offer: Offer,
    sign_in: SignIn,
    typed: dict[str, str],
    field: str,
) -> None:
    complete = {"household": str(household.id), "note": "Disponible le matin", **typed}

    response = sign_in(caseworker).post(ask(offer), complete)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert complete["note"].replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert not Candidature.objects.exists()


def close(offer: Offer) -> None:
    offer.closes_at = timezone.now() - timedelta(seconds=1)


def unlist(offer: Offer) -> None:
    offer.listed = False


def make_draft(offer: Offer) -> None:
    offer.state, offer.listed = OfferState.DRAFT, False


def other_typology(offer: Offer) -> None:
    offer.typology = "T5"


@pytest.mark.parametrize("change", [close, unlist, make_draft, other_typology])
def test_a_dwelling_closed_or_unfit_cannot_be_asked_for(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn, change: Callable[[Offer], None]
) -> None:
    change(offer)
    offer.save()
    client = sign_in(caseworker)

    assert client.get(ask(offer)).status_code == 404
    client.post(ask(offer), {"household": str(household.id)})
    assert not Candidature.objects.exists()
    with pytest.raises(WrongState):
        actions.request_dwelling(household=household, offer=offer, by=caseworker)


def test_a_dwelling_that_closes_while_she_writes_gets_an_answer_and_keeps_her_words(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    Offer.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    response = sign_in(caseworker).post(ask(offer), {"household": str(household.id), "note": "Disponible le matin"})

    page = response.content.decode()
    assert "plus proposé" in page
    assert "Disponible le matin" in page


def test_a_dwelling_withdrawn_or_transmitted_since_the_release_is_asked_for_as_if_nothing_happened(
    caseworker: Membership, colleague: Membership, transmitted: Candidature, sign_in: SignIn
) -> None:
    other = factories.HouseholdFactory(member=colleague, code="Pinson 11")
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())

    response = sign_in(colleague).post(ask(transmitted.offer), {"household": str(other.id)}, follow=True)

    assert response.status_code == 200
    assert Candidature.objects.get(household=other).state == CandidatureState.REQUESTED


@pytest.mark.parametrize(
    "reader",
    [
        "colleague",
        "other_caseworker",
        "association_manager",
        "agent",
        "bailleur_manager",
        "federation_member",
        "coordinator",
        "partner",
    ],
)
def test_nobody_else_asks_for_her_household(
    reader: str, household: Household, offer: Offer, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(reader))

    assert client.get(ask(offer)).status_code == 404
    assert client.post(ask(offer), {"household": str(household.id)}).status_code == 404
    assert not Candidature.objects.exists()


def test_a_colleague_with_a_household_that_fits_cannot_ask_for_hers(
    colleague: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    factories.HouseholdFactory(member=colleague, code="Pinson 11")

    response = sign_in(colleague).post(ask(offer), {"household": str(household.id)})

    assert response.context["form"].errors["household"]
    assert "Mésange" not in response.content.decode()
    with pytest.raises(Household.DoesNotExist):
        actions.request_dwelling(household=household, offer=offer, by=colleague)


def test_a_household_whose_key_is_gone_is_not_proposed(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    HouseholdKey.objects.all().delete()

    page = sign_in(caseworker).get(ask(offer)).content.decode()

    assert "leurs fiches l’écartent" in page
    assert str(household.id) not in page


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_make_one_request(caseworker: Membership, household: Household, offer: Offer) -> None:
    def click(_: int) -> object:
        try:
            return actions.request_dwelling(household=household, offer=offer, by=caseworker).id
        finally:
            for connection in connections.all():
                connection.close()

    with ThreadPoolExecutor(10) as threads:
        answers = set(threads.map(click, range(10)))

    assert answers == {Candidature.objects.get().id}
    assert CandidatureTransition.objects.count() == 1
