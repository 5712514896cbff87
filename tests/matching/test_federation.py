"""The federation sees anonymous cards, transmits, and never learns which household a request is for."""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, Membership
from associations.models import Household, HouseholdKey, HouseholdStatus
from bailleurs.models import Bailleur
from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from offers.models import Offer, OfferState
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("matching:federation")


def page_of(offer: Offer) -> str:
    return reverse("matching:federation_offer", args=[offer.id])


def transmit(candidature: Candidature) -> str:
    return reverse("matching:transmit", args=[candidature.id])


def test_dwellings_with_waiting_requests_are_listed_with_their_number(
    federation_member: Membership, requested: Candidature, other_caseworker: Membership, sign_in: SignIn
) -> None:
    other = factories.HouseholdFactory(member=other_caseworker)
    actions.request_dwelling(household=other, offer=requested.offer, by=other_caseworker)
    factories.OfferFactory()  # nobody asked for it

    response = sign_in(federation_member).get(LIST)

    assert [(row.dwelling.id, row.waiting) for row in response.context["rows"]] == [(requested.offer_id, 2)]


def test_a_card_says_the_whitelist_and_no_more(
    federation_member: Membership, requested: Candidature, sign_in: SignIn
) -> None:
    page = sign_in(federation_member).get(page_of(requested.offer)).content.decode()

    for shown in (requested.reference, "4 personnes", "T3", "Nord (59)", "Bail direct", "Association A"):
        assert shown in page
    for hidden in (
        "Mésange",
        "adulte",
        "3 à 5 ans",
        "hôtel",
        "Pas-de-Calais",
        str(requested.household_id),
        requested.household.referente.name,
        requested.household.referente.work_phone,
        "Introuvable",
        "B 31",
        "Tournesol",
    ):
        assert hidden not in page
    assert not AccessEvent.objects.exists()


def test_a_card_shows_only_the_wanted_departement_where_the_dwelling_is(
    federation_member: Membership, caseworker: Membership, offer: Offer, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, departements=["59", "62", "80"])
    actions.request_dwelling(household=household, offer=offer, by=caseworker)

    page = sign_in(federation_member).get(page_of(offer)).content.decode()

    assert "Nord (59)" in page
    assert "Somme" not in page


@pytest.mark.parametrize(
    ("children", "band"),
    [
        ({}, "1 ou 2 personnes"),
        ({"0-2": 1}, "1 ou 2 personnes"),
        ({"0-2": 2}, "3 personnes"),
        ({"0-2": 2, "3-5": 1}, "4 personnes"),
        ({"0-2": 2, "3-5": 2}, "5 personnes et plus"),
        ({"0-2": 2, "3-5": 6}, "5 personnes et plus"),
    ],
)
def test_the_size_is_a_band(
    federation_member: Membership,
    caseworker: Membership,
    offer: Offer,
    sign_in: SignIn,
    children: dict[str, int],
    band: str,
) -> None:
    household = factories.HouseholdFactory(member=caseworker, children=children)
    Offer.objects.filter(id=offer.id).update(surface_m2=90)  # large enough for all of them
    actions.request_dwelling(household=household, offer=offer, by=caseworker)

    (row,) = sign_in(federation_member).get(page_of(offer)).context["rows"]

    assert row.card.size == band


def test_two_requests_of_one_household_share_no_reference(
    caseworker: Membership, household: Household, bailleur: Bailleur
) -> None:
    references = {
        actions.request_dwelling(
            household=household, offer=factories.OfferFactory(bailleur=bailleur), by=caseworker
        ).reference
        for _ in range(5)
    }

    assert len(references) == 5


def test_transmitting_shows_it_to_the_landlord_once(
    federation_member: Membership, requested: Candidature, sign_in: SignIn
) -> None:
    client = sign_in(federation_member)

    page = client.post(transmit(requested), follow=True).content.decode()
    client.post(transmit(requested))

    requested.refresh_from_db()
    assert requested.state == CandidatureState.TRANSMITTED
    assert "Bailleur A" in page
    move = CandidatureTransition.objects.get(to_state=CandidatureState.TRANSMITTED)
    assert (move.side, move.organisation, move.children) == ("federation", federation_member.organisation, 1)
    assert move.at == requested.transmitted_at


def withdraw(requested: Candidature) -> None:
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())


def house_elsewhere(requested: Candidature) -> None:
    Household.objects.update(status=HouseholdStatus.HOUSED)


def destroy_key(requested: Candidature) -> None:
    HouseholdKey.objects.all().delete()


def cancel(requested: Candidature) -> None:
    Candidature.objects.update(state=CandidatureState.CANCELLED)


@pytest.mark.parametrize("change", [withdraw, house_elsewhere, destroy_key, cancel])
def test_a_file_never_leaves_for_nothing(
    federation_member: Membership, requested: Candidature, sign_in: SignIn, change: Any
) -> None:
    change(requested)

    response = sign_in(federation_member).post(transmit(requested), follow=True)

    assert "note-danger" in response.content.decode()
    requested.refresh_from_db()
    assert requested.transmitted_at is None


def test_a_dwelling_closed_to_requests_is_still_transmitted_for(
    federation_member: Membership, requested: Candidature, sign_in: SignIn
) -> None:
    Offer.objects.update(state=OfferState.CLOSED, listed=False)
    client = sign_in(federation_member)

    assert len(client.get(LIST).context["rows"]) == 1
    client.post(transmit(requested))

    requested.refresh_from_db()
    assert requested.state == CandidatureState.TRANSMITTED


def test_a_withdrawn_dwelling_leaves_the_list_and_says_why(
    federation_member: Membership, requested: Candidature, sign_in: SignIn
) -> None:
    withdraw(requested)
    client = sign_in(federation_member)

    assert client.get(LIST).context["rows"] == []
    page = client.get(page_of(requested.offer)).content.decode()
    assert "a retiré ce logement" in page
    assert transmit(requested) not in page


@pytest.mark.parametrize(
    "reader",
    [
        "caseworker",
        "association_manager",
        "agent",
        "bailleur_manager",
        "coordinator",
        "partner",
    ],
)
def test_the_federation_s_pages_exist_for_nobody_else(
    reader: str, requested: Candidature, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(reader))

    assert client.get(LIST).status_code == 404
    assert client.get(page_of(requested.offer)).status_code == 404
    assert client.post(transmit(requested)).status_code == 404
    requested.refresh_from_db()
    assert requested.state == CandidatureState.REQUESTED


def test_unknown_ids_and_dwellings_nobody_asked_for_are_not_found(
    federation_member: Membership, offer: Offer, sign_in: SignIn
) -> None:
    client = sign_in(federation_member)

    assert client.get(page_of(offer)).status_code == 404
    assert client.get(reverse("matching:federation_offer", args=[uuid4()])).status_code == 404
    assert client.post(reverse("matching:transmit", args=[uuid4()])).status_code == 404


def test_a_transmission_is_not_done_by_a_link(
    federation_member: Membership, requested: Candidature, sign_in: SignIn
) -> None:
    assert sign_in(federation_member).get(transmit(requested)).status_code == 405


# --- Nothing of `associations` reaches these templates ------------------------------------------------------------


def models_within(value: Any, seen: set[int] | None = None) -> set[str]:
    """Names of the models of `associations` reachable from a value of a template's context."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, str | bytes | int | float | None):
        return set()
    seen.add(id(value))
    if isinstance(value, Model):
        found = {type(value).__name__} if value._meta.app_label == "associations" else set()
        children = list(value._state.fields_cache.values())
        # A request carries the key of its household: with it a template could reach the row.
        found |= {"Candidature"} if isinstance(value, Candidature) else set()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        found, children = set(), [getattr(value, one.name) for one in dataclasses.fields(value)]
    elif isinstance(value, dict):
        found, children = set(), list(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        found, children = set(), list(value)
    elif hasattr(value, "object_list"):
        # A Page: its rows are models, and templates receive it for its numbers alone.
        found, children = set(), [] if type(value).__name__ == "Page" else list(value.object_list)
    else:
        found, children = set(), []
    return found.union(*(models_within(child, seen) for child in children)) if children else found


@pytest.mark.parametrize("reader", ["federation_member", "agent"])
def test_no_template_of_the_federation_or_a_landlord_receives_a_model_of_associations(
    reader: str,
    requested: Candidature,
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
    request: pytest.FixtureRequest,
) -> None:
    second = factories.make_ready(factories.HouseholdFactory(member=caseworker))
    sent = actions.request_dwelling(household=second, offer=requested.offer, by=caseworker)
    actions.transmit_candidature(candidature=sent, by=federation_member)
    addresses = {
        "federation_member": [LIST, page_of(requested.offer)],
        "agent": [reverse("matching:candidatures"), reverse("matching:candidature", args=[sent.id])],
    }
    client = sign_in(request.getfixturevalue(reader))

    for address in addresses[reader]:
        response = client.get(address)
        assert response.status_code == 200
        contexts = [flat for context in response.context for flat in context.dicts]
        assert models_within(contexts) == set()


# --- The list ------------------------------------------------------------------------------------------------------


def many(caseworker: Membership, count: int) -> set[Any]:
    """So many dwellings asked for, all closing at the same second."""
    household = factories.HouseholdFactory(member=caseworker)
    bailleur, closing = factories.BailleurFactory(), timezone.now() + timedelta(days=3)
    offers = [factories.OfferFactory(bailleur=bailleur, closes_at=closing) for _ in range(count)]
    for offer in offers:
        factories.CandidatureFactory(household=household, offer=offer)
    return {offer.id for offer in offers}


def test_every_page_together_shows_each_dwelling_once(
    caseworker: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    made = many(caseworker, 400)
    client = sign_in(federation_member)

    shown = [row.dwelling.id for number in range(1, 21) for row in client.get(LIST, {"page": number}).context["rows"]]

    assert len(shown) == 400
    assert set(shown) == made
    assert client.get(LIST, {"page": 10**9}).context["page"].number == 20


def test_every_page_of_a_dwelling_together_shows_each_card_once(
    caseworker: Membership, federation_member: Membership, offer: Offer, sign_in: SignIn
) -> None:
    at = timezone.now()
    made = {
        factories.CandidatureFactory(
            household=factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}"),
            offer=offer,
            requested_at=at,
        ).id
        for number in range(100)
    }
    client = sign_in(federation_member)

    shown = [row.id for number in range(1, 3) for row in client.get(page_of(offer), {"page": number}).context["rows"]]

    assert len(shown) == 100
    assert set(shown) == made


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_whatever_the_rows(
    rows: int,
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many(caseworker, rows)
    client = sign_in(federation_member)
    client.get(LIST)  # the first page of a session writes its idle clock

    # The person, her membership, the count, the page with places and landlords. The vault is never asked.
    with django_assert_num_queries(4), django_assert_num_queries(0, using="vault"):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 20])
def test_the_cards_cost_the_same_whatever_their_number(
    rows: int,
    caseworker: Membership,
    federation_member: Membership,
    offer: Offer,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        household = factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}")
        factories.CandidatureFactory(household=household, offer=offer)
    client = sign_in(federation_member)
    client.get(page_of(offer))

    # The person, her membership, the dwelling, the count of waiting requests, their page, those transmitted,
    # households counted by association, the associations of the département, those out of the order, the refusals
    # by committees that count in it, the messages that nobody here has read.
    with django_assert_num_queries(11), django_assert_num_queries(0, using="vault"):
        client.get(page_of(offer))
