"""Fifty people at once on one dwelling and one household: nobody waits for ever, nothing is lost, one has it."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from common.transitions import WrongState
from matching import actions
from matching.caleol import Decided
from matching.models import Candidature, CandidatureState, CandidatureTransition
from matching.models.candidature import TAKEN_STATES
from offers.models import Offer
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
PEOPLE = 50
Gesture = Callable[[], object]


def at_once(gestures: list[Gesture]) -> list[BaseException]:
    """Each in a thread of its own, all let go together; what was refused for a good reason is not returned."""
    barrier = Barrier(len(gestures))

    def play(gesture: Gesture) -> BaseException | None:
        try:
            barrier.wait(timeout=60)
            gesture()
        except (WrongState, Candidature.DoesNotExist):
            return None  # somebody else was first: said in a sentence
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the failure that is looked for
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(gestures)) as threads:
        return [error for error in threads.map(play, gestures) if error is not None]


@pytest.fixture
def dwellings(bailleur: Bailleur) -> list[Offer]:
    return [factories.OfferFactory(bailleur=bailleur) for _ in range(3)]


@pytest.fixture
def seeking(caseworker: Membership) -> list[Household]:
    return [factories.make_ready(factories.HouseholdFactory(member=caseworker)) for _ in range(3)]


def history_holds() -> None:
    """Each request's rows follow one another to its present state: no write was lost."""
    for candidature in Candidature.objects.all():
        moves = list(
            CandidatureTransition.objects.filter(candidature=candidature)
            .order_by("at", "id")
            .values_list("from_state", "to_state")
        )
        assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
        assert moves[-1][1] == candidature.state


def test_fifty_requests_of_one_household_for_one_dwelling_are_one(
    caseworker: Membership, seeking: list[Household], dwellings: list[Offer]
) -> None:
    ask = [
        lambda: actions.request_dwelling(household=seeking[0], offer=dwellings[0], by=caseworker)
        for _ in range(PEOPLE)
    ]

    assert not at_once(ask)

    assert Candidature.objects.count() == 1
    assert CandidatureTransition.objects.count() == 1


def test_of_fifty_acceptances_for_three_households_and_three_dwellings_each_has_one(
    caseworker: Membership,
    federation_member: Membership,
    seeking: list[Household],
    dwellings: list[Offer],
) -> None:
    """Every household has an offer for every dwelling: each clicks on all, several times, others withdraw."""
    asked = [
        actions.request_dwelling(household=household, offer=offer, by=caseworker)
        for household in seeking
        for offer in dwellings
    ]
    for candidature in asked:
        actions.transmit_candidature(candidature=candidature, by=federation_member)
        Candidature.objects.filter(id=candidature.id).update(
            state=CandidatureState.OFFER_NOTIFIED, answer_due_at=timezone.now() + timedelta(days=10)
        )
    clicks: list[Gesture] = [
        lambda one=one: actions.accept_offer(candidature=one, by=caseworker)  # type: ignore[misc]
        for one in random.Random(7).choices(asked, k=PEOPLE)
    ]

    errors = at_once(clicks)

    assert not errors
    taken = Candidature.objects.filter(state__in=TAKEN_STATES)
    households = list(taken.values_list("household_id", flat=True))
    offers = list(taken.values_list("offer_id", flat=True))
    assert households
    assert len(set(households)) == len(households)
    assert len(set(offers)) == len(offers)
    # Her other requests rest, in the same transaction.
    others = Candidature.objects.filter(household__in=households).exclude(state__in=TAKEN_STATES)
    assert set(others.values_list("consequence", flat=True)) <= {"suspend"}


def test_fifty_gestures_of_all_sides_at_once(
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    seeking: list[Household],
    dwellings: list[Offer],
) -> None:
    """Requests, orders, transmissions, decisions, acceptances, withdrawals, sweeps: drawn, each let go together."""
    draw = random.Random(11)
    offer, household = dwellings[0], seeking[0]
    first = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    second = actions.request_dwelling(household=seeking[1], offer=offer, by=caseworker)
    other = actions.request_dwelling(household=household, offer=dwellings[1], by=caseworker)
    today = timezone.localdate()
    said = Decided(on=today, decision="attribution", notified_on=today, notified_by="remise")
    gestures: list[Gesture] = [
        lambda: actions.request_dwelling(household=household, offer=offer, by=caseworker),
        lambda: actions.request_dwelling(household=household, offer=dwellings[2], by=caseworker),
        lambda: actions.rank_requests(offer=offer, order=[second.id, first.id], by=federation_member),
        lambda: actions.rank_requests(offer=offer, order=[first.id, second.id], by=federation_member),
        lambda: actions.transmit_candidature(candidature=first, by=federation_member),
        lambda: actions.transmit_candidature(candidature=other, by=federation_member),
        lambda: actions.set_aside(candidature=second, reason="ne_convient_pas", by=federation_member),
        lambda: actions.bring_back(candidature=second, by=federation_member),
        lambda: actions.file_is_complete(candidature=first, by=agent),
        lambda: actions.record_caleol(offer=offer, rows={first.id: said}, by=agent),
        lambda: actions.record_caleol(offer=dwellings[1], rows={other.id: said}, by=agent),
        lambda: actions.accept_offer(candidature=first, by=caseworker),
        lambda: actions.accept_offer(candidature=other, by=caseworker),
        lambda: actions.sign_lease(candidature=first, on=today, by=agent),
        lambda: actions.cancel_candidature(candidature=other, by=caseworker),
        lambda: actions.retract(candidature=first, by=agent),
        lambda: actions.keep_deadlines(now=timezone.now()),
        lambda: actions.release_consequences(now=timezone.now()),
    ]

    errors = [error for _ in range(3) for error in at_once(draw.choices(gestures, k=PEOPLE))]

    assert not errors
    history_holds()
    taken = Candidature.objects.filter(state__in=TAKEN_STATES)
    assert taken.filter(household=household).count() <= 1
    assert Candidature.objects.filter(offer=offer, state__in=(*TAKEN_STATES, "housed")).count() <= 1
    ranks = list(Candidature.objects.filter(offer=offer, state="shortlisted").values_list("rank", flat=True))
    assert len(set(ranks)) == len(ranks)
