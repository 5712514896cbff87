"""Who sees which request: the association its own, a landlord those transmitted to it, nobody else any."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, AccessKind, Membership
from associations.models import Household, HouseholdKey
from bailleurs.models import Bailleur
from common.transitions import WrongState
from matching import actions, households
from matching.models import Candidature, CandidatureState, CandidatureTransition
from offers.models import Offer
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("matching:candidatures")


def page_of(candidature: Candidature) -> str:
    return reverse("matching:candidature", args=[candidature.id])


def cancel_address(candidature: Candidature) -> str:
    return reverse("matching:cancel", args=[candidature.id])


class TestBeforeTransmission:
    def test_the_association_follows_it(self, caseworker: Membership, requested: Candidature, sign_in: SignIn) -> None:
        client = sign_in(caseworker)

        assert "Mésange 42" in client.get(LIST).content.decode()
        page = client.get(page_of(requested)).content.decode()
        assert requested.reference in page
        assert "chez la FNSF" in page

    def test_the_landlord_sees_nothing_of_it(self, agent: Membership, requested: Candidature, sign_in: SignIn) -> None:
        client = sign_in(agent)

        response = client.get(LIST)

        assert response.context["rows"] == []
        assert response.context["page"].paginator.count == 0
        assert "Aucun dossier transmis" in response.content.decode()
        assert client.get(page_of(requested)).status_code == 404
        assert not AccessEvent.objects.exists()

    def test_the_landlord_s_own_pages_are_the_same_with_and_without_a_request(
        self, agent: Membership, household: Household, offer: Offer, caseworker: Membership, sign_in: SignIn
    ) -> None:
        client = sign_in(agent)
        addresses = [reverse("home"), LIST, reverse("offers:own_offers"), reverse("offers:own_offer", args=[offer.id])]
        for address in addresses:
            client.get(address)
        before = [without_tokens(client.get(address).content.decode()) for address in addresses]

        actions.request_dwelling(household=household, offer=offer, by=caseworker)

        assert [without_tokens(client.get(address).content.decode()) for address in addresses] == before


def without_tokens(page: str) -> str:
    """The page without what changes at each answer: the CSRF token."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


class TestAfterTransmission:
    def test_the_landlord_reads_the_file_and_its_opening_leaves_a_trace(
        self, agent: Membership, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        client = sign_in(agent)

        assert transmitted.reference in client.get(LIST).content.decode()
        assert not AccessEvent.objects.exists()  # the list opens no file
        page = client.get(page_of(transmitted)).content.decode()

        for shown in (
            "2 adultes, 2 enfants (1 de 3 à 5 ans, 1 de 18 ans et plus)",
            "Association A",
            caseworker.user.name,
            caseworker.user.work_phone,
        ):
            assert shown in page
        for hidden in ("Mésange", "hôtel", "Pas-de-Calais", "Disponible le matin", str(transmitted.household_id)):
            assert hidden not in page
        event = AccessEvent.objects.get()
        assert (event.kind, event.subject, event.user) == (
            AccessKind.TRANSMITTED_FILE,
            transmitted.id,
            agent.user,
        )

    def test_the_association_sees_that_it_left(
        self, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        assert "chez le bailleur" in sign_in(caseworker).get(page_of(transmitted)).content.decode()

    def test_taken_back_it_closes_for_the_landlord_who_is_told_so(
        self, agent: Membership, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        sign_in(caseworker).post(cancel_address(transmitted))

        page = sign_in(agent).get(page_of(transmitted)).content.decode()

        assert "arrêtée" in page
        assert "adultes" not in page
        assert caseworker.user.work_phone not in page

    def test_a_file_whose_key_is_gone_gives_a_clear_page(
        self, agent: Membership, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        HouseholdKey.objects.all().delete()

        for reader in (agent, caseworker):
            response = sign_in(reader).get(page_of(transmitted))
            assert response.status_code == 410
            assert "a été effacé" in response.content.decode()
        assert "Fiche effacée" in sign_in(caseworker).get(LIST).content.decode()


@pytest.mark.parametrize(
    "reader",
    [
        "colleague",
        "other_caseworker",
        "association_manager",
        "other_agent",
        "federation_member",
        "coordinator",
        "partner",
    ],
)
def test_a_request_does_not_exist_for_anybody_else(
    reader: str, transmitted: Candidature, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(reader))

    assert client.get(page_of(transmitted)).status_code == 404
    assert client.post(cancel_address(transmitted)).status_code == 404
    listed = client.get(LIST)
    assert listed.status_code == 404 or listed.context["page"].paginator.count == 0
    transmitted.refresh_from_db()
    assert transmitted.state == CandidatureState.TRANSMITTED


def test_the_household_named_is_proposed_however_many_are_newer(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page proposes the newest fifty; whoever comes from an older one's page asks for that one."""
    monkeypatch.setattr(households, "MOST_HOUSEHOLDS", 1)
    Household.objects.filter(id=household.id).update(created_on=timezone.localdate() - timedelta(days=30))
    factories.make_ready(factories.HouseholdFactory(member=caseworker, code="Loutre 7", departement="62"))
    client, address = sign_in(caseworker), reverse("matching:request_dwelling", args=[offer.id])
    assert "Mésange 42" not in client.get(address).content.decode()
    assert "Mésange 42" in client.get(f"{address}?menage={household.id}").content.decode()
    assert client.get(f"{address}?menage=autre").status_code == 200

    client.post(address, {"household": household.id, "danger": 1, "wish": 1})

    assert Candidature.objects.get().household == household


def test_a_landlord_cannot_take_a_request_back(agent: Membership, transmitted: Candidature, sign_in: SignIn) -> None:
    assert sign_in(agent).post(cancel_address(transmitted)).status_code == 404


class TestCancellation:
    def test_is_one_move_however_many_times_it_is_sent(
        self, caseworker: Membership, requested: Candidature, sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)

        client.post(cancel_address(requested))
        page = client.post(cancel_address(requested), follow=True).content.decode()

        assert "Annulée" in page
        move = CandidatureTransition.objects.get(to_state=CandidatureState.CANCELLED)
        assert (move.from_state, move.side, move.children) == ("requested", "association", 1)

    def test_is_refused_once_housed(self, caseworker: Membership, transmitted: Candidature) -> None:
        Candidature.objects.update(state=CandidatureState.HOUSED)

        with pytest.raises(WrongState):
            actions.cancel_candidature(candidature=transmitted, by=caseworker)

    def test_is_not_done_by_a_link(self, caseworker: Membership, requested: Candidature, sign_in: SignIn) -> None:
        assert sign_in(caseworker).get(cancel_address(requested)).status_code == 405


def test_unknown_and_broken_ids_are_not_found(caseworker: Membership, agent: Membership, sign_in: SignIn) -> None:
    for member in (caseworker, agent):
        client = sign_in(member)
        assert client.get(reverse("matching:candidature", args=[uuid4()])).status_code == 404
        assert client.get("/candidatures/pas-un-identifiant/").status_code == 404


def many(caseworker: Membership, bailleur: Bailleur, count: int, at: datetime, **fields: Any) -> set[Any]:
    """So many requests at the same second: the order needs a tie-break of its own."""
    household = factories.HouseholdFactory(member=caseworker)
    return {
        factories.CandidatureFactory(
            household=household,
            offer=factories.OfferFactory(bailleur=bailleur),
            requested_at=at,
            state=CandidatureState.TRANSMITTED,
            transmitted_at=at,
            **fields,
        ).id
        for _ in range(count)
    }


@pytest.mark.parametrize("reader", ["caseworker", "agent"])
def test_every_page_together_shows_each_request_once(
    reader: str, caseworker: Membership, bailleur: Bailleur, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    made = many(caseworker, bailleur, 400, timezone.now())
    client = sign_in(request.getfixturevalue(reader))

    shown = [row.id for number in range(1, 21) for row in client.get(LIST, {"page": number}).context["rows"]]

    assert len(shown) == 400
    assert set(shown) == made
    last = client.get(LIST, {"page": 10**9})
    assert last.context["page"].number == 20


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize(("reader", "vault_queries"), [("caseworker", 1), ("agent", 0)])
def test_the_list_costs_the_same_whatever_the_rows(
    reader: str,
    vault_queries: int,
    rows: int,
    caseworker: Membership,
    bailleur: Bailleur,
    sign_in: SignIn,
    request: pytest.FixtureRequest,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many(caseworker, bailleur, rows, timezone.now())
    client = sign_in(request.getfixturevalue(reader))
    client.get(LIST)  # the first page of a session writes its idle clock

    # The person, her membership, the count, the page with its dwellings and landlords, its unread messages; in the
    # vault, for the association alone, all the keys of the page at once.
    with django_assert_num_queries(5), django_assert_num_queries(vault_queries, using="vault"):
        client.get(LIST)
