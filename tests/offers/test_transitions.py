"""The life of a dwelling: published, closed at its hour, withdrawn with its reason; each move leaves its row."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from bailleurs.models import Bailleur
from common.transitions import WrongState
from offers import actions, tasks
from offers.models import Offer, OfferState, OfferTransition, WithdrawalReason
from offers.transitions import CLOSE, OFFER_MOVES, PUBLISH, WITHDRAW
from tests import factories
from tests.offers.forms import page_of
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (OfferState.DRAFT, {PUBLISH}),
        (OfferState.PUBLISHED, {CLOSE, WITHDRAW}),
        (OfferState.CLOSED, {WITHDRAW}),
        (OfferState.WITHDRAWN, set()),
    ],
)
def test_the_table_of_moves(state: OfferState, allowed: set[str]) -> None:
    assert {move for move in (PUBLISH, CLOSE, WITHDRAW) if OFFER_MOVES.allows(move, state)} == allowed


def withdraw(client, offer: Offer, reason: str = "travaux"):  # type: ignore[no-untyped-def]
    return client.post(reverse("offers:withdraw", args=[offer.id]), {"reason": reason}, follow=True)


def test_withdrawn_with_its_reason_and_still_listed_until_the_release(
    agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    offer = factories.OfferFactory(bailleur=bailleur)
    page = withdraw(sign_in(agent), offer)
    offer.refresh_from_db()
    assert (offer.state, offer.withdrawal_reason) == (OfferState.WITHDRAWN, WithdrawalReason.WORKS)
    assert offer.ended_at is not None
    assert offer.listed, "other pages learn at the nightly release"
    assert "travaux imprévus" in page.text
    move = offer.transitions.get()
    assert (move.from_state, move.to_state, move.reason) == (OfferState.PUBLISHED, OfferState.WITHDRAWN, "travaux")
    shown = sign_in(caseworker).get(reverse("offers:offer", args=[offer.id]))
    assert "n’est plus" not in shown.text


@pytest.mark.parametrize("reason", ["", "parce que", "\x00"])
def test_a_withdrawal_says_why(agent: Membership, bailleur: Bailleur, sign_in: SignIn, reason: str) -> None:
    offer = factories.OfferFactory(bailleur=bailleur)
    page = withdraw(sign_in(agent), offer, reason)
    assert page.status_code == 422
    assert page.context["form"].errors["reason"]
    assert Offer.objects.get().state == OfferState.PUBLISHED


def test_a_dwelling_is_withdrawn_once(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    offer = factories.OfferFactory(bailleur=bailleur)
    client = sign_in(agent)
    withdraw(client, offer)
    again = withdraw(client, offer, "vendu")
    assert "déjà retiré" in again.text
    assert OfferTransition.objects.get().reason == "travaux"
    assert "Retirer ce logement" not in client.get(page_of(offer)).text


def test_a_draft_is_deleted_not_withdrawn(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    offer = factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False)
    assert "n’est pas publié" in withdraw(sign_in(agent), offer).text
    assert Offer.objects.get().state == OfferState.DRAFT


def test_closed_at_its_hour_and_off_the_lists_at_once() -> None:
    now = timezone.now()
    due = factories.OfferFactory(closes_at=now)
    later = factories.OfferFactory(closes_at=now + timedelta(minutes=1))
    withdrawn = factories.OfferFactory(closes_at=now, state=OfferState.WITHDRAWN, ended_at=now)
    assert actions.close_due_offers(now=now) == 1
    assert actions.close_due_offers(now=now) == 0, "safe to run twice"
    for offer in (due, later, withdrawn):
        offer.refresh_from_db()
    assert (due.state, due.listed) == (OfferState.CLOSED, False)
    assert (later.state, withdrawn.state) == (OfferState.PUBLISHED, OfferState.WITHDRAWN)
    move = OfferTransition.objects.get()
    assert (move.offer, move.to_state, move.at, move.by) == (due, OfferState.CLOSED, now, None)


def test_the_sweep_costs_the_same_whatever_it_closes(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    past = timezone.now() - timedelta(minutes=1)
    for _ in range(12):
        factories.OfferFactory(closes_at=past)
    # A savepoint and its release, the due ones locked, one update, one insert.
    with django_assert_max_num_queries(5):
        tasks.close_due()
    assert Offer.objects.filter(state=OfferState.CLOSED).count() == 12


def test_before_its_closing_nobody_finds_it_past_due(caseworker: Membership, sign_in: SignIn) -> None:
    """The hour itself decides, not the sweep that follows it."""
    offer = factories.OfferFactory(closes_at=timezone.now() - timedelta(seconds=1))
    assert not Offer.objects.open_at(timezone.now()).exists()
    assert sign_in(caseworker).get(reverse("offers:offer", args=[offer.id])).templates[0].name.endswith("closed.html")


def test_a_withdrawn_dwelling_is_not_published_again(agent: Membership, bailleur: Bailleur) -> None:
    offer = factories.OfferFactory(bailleur=bailleur, state=OfferState.WITHDRAWN)
    with pytest.raises(WrongState):
        actions.publish_offer(offer=offer, by=agent)


def test_a_door_outside_its_commune_is_never_published(agent: Membership, bailleur: Bailleur) -> None:
    calais = {"location__lat": 50.9513, "location__lon": 1.8587, "location__address": "1 rue Foch"}
    offer = factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False, **calais)
    with pytest.raises(WrongState, match="hors de la commune"):
        actions.publish_offer(offer=offer, by=agent)


def test_the_database_refuses_to_rewrite_a_move(agent: Membership, bailleur: Bailleur) -> None:
    actions.withdraw_offer(offer=factories.OfferFactory(bailleur=bailleur), reason="vendu", by=agent)
    with pytest.raises(DatabaseError), transaction.atomic():
        OfferTransition.objects.update(reason="")


def test_the_page_tells_what_happened_and_nothing_of_requests(
    agent: Membership, bailleur: Bailleur, caseworker: Membership, sign_in: SignIn
) -> None:
    offer = factories.OfferFactory(bailleur=bailleur)
    client = sign_in(agent)
    before = client.get(page_of(offer))
    factories.CandidatureFactory(household=factories.HouseholdFactory(member=caseworker), offer=offer)
    after = client.get(page_of(offer))
    text, again = (page.text.replace(str(page.context["csrf_token"]), "") for page in (before, after))
    assert text == again
