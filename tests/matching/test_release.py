"""What happens elsewhere shows once a night: lists change at the release, never before."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AccessEvent, Membership
from associations.models import HouseholdKey
from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from matching.tasks import release
from offers.models import Offer, OfferState
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_transmitted_dwelling_stays_listed_until_the_release(transmitted: Candidature) -> None:
    offer = transmitted.offer
    assert Offer.objects.open_at(timezone.now()).filter(id=offer.id).exists()

    actions.release_consequences(now=timezone.now())

    assert not Offer.objects.open_at(timezone.now()).filter(id=offer.id).exists()
    transmitted.refresh_from_db()
    assert transmitted.state == CandidatureState.TRANSMITTED


def test_a_request_does_not_unlist_its_dwelling(requested: Candidature) -> None:
    actions.release_consequences(now=timezone.now())

    assert Offer.objects.get().listed
    requested.refresh_from_db()
    assert requested.state == CandidatureState.REQUESTED


def test_a_withdrawn_dwelling_ends_the_requests_kept_on_it(
    requested: Candidature, other_caseworker: Membership
) -> None:
    now = timezone.now()
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=now)
    late = actions.request_dwelling(
        household=factories.HouseholdFactory(member=other_caseworker), offer=requested.offer, by=other_caseworker
    )

    actions.release_consequences(now=now)

    assert not Offer.objects.get().listed
    assert set(Candidature.objects.values_list("id", "state")) == {
        (requested.id, CandidatureState.CANCELLED),
        (late.id, CandidatureState.CANCELLED),
    }
    moves = CandidatureTransition.objects.filter(to_state=CandidatureState.CANCELLED)
    assert {(move.side, move.by, move.at, move.reason) for move in moves} == {
        ("system", None, now, "logement_termine")
    }


def test_the_platform_ends_a_request_without_opening_its_file(requested: Candidature) -> None:
    HouseholdKey.objects.all().delete()
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())

    actions.release_consequences(now=timezone.now())

    move = CandidatureTransition.objects.get(to_state=CandidatureState.CANCELLED)
    assert (move.women, move.children, move.departement_of_origin) == (1, 1, "62")
    assert not AccessEvent.objects.exists()


def test_a_second_release_changes_nothing(transmitted: Candidature) -> None:
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())
    first = actions.release_consequences(now=timezone.now())

    second = actions.release_consequences(now=timezone.now())

    assert (first.unlisted, first.ended) == (1, 1)
    assert (second.unlisted, second.ended) == (0, 0)


def test_a_household_rehoused_keeps_its_request(transmitted: Candidature) -> None:
    Candidature.objects.update(state=CandidatureState.HOUSED)
    Offer.objects.update(state=OfferState.CLOSED, ended_at=timezone.now())

    actions.release_consequences(now=timezone.now())

    assert Candidature.objects.get().state == CandidatureState.HOUSED


def test_the_task_and_the_command_release_at_once(transmitted: Candidature) -> None:
    release.delay()
    assert not Offer.objects.get().listed

    Offer.objects.update(listed=True)
    written = StringIO()
    call_command("release", stdout=written)
    assert not Offer.objects.get().listed
    assert "1" in written.getvalue()
