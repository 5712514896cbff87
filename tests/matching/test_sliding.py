"""A bail glissant from the keys to her own name: papers, reviews every six months, reminders, 24 months at most."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household, HouseholdStatus
from bailleurs.models import Bailleur
from common.transitions import WrongState
from matching import actions
from matching.caleol import Decided
from matching.models import SlidingEvent, SlidingLease, SlidingReview
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
KEYS = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> time_machine.Traveller:  # type: ignore[misc]
    with time_machine.travel(KEYS, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lease(
    clock: time_machine.Traveller,
    household: Household,
    bailleur: Bailleur,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
) -> SlidingLease:
    household.solution_types = ["BAIL_GLISSANT"]
    household.save()
    offer = factories.OfferFactory(bailleur=bailleur, solution_type="BAIL_GLISSANT")
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    actions.transmit_candidature(candidature=asked, by=federation_member)
    today = timezone.localdate()
    said = Decided(on=today, decision="attribution", notified_on=today, notified_by="remise")
    actions.record_caleol(offer=offer, rows={asked.id: said}, by=agent)
    actions.accept_offer(candidature=asked, by=caseworker)
    actions.sign_lease(candidature=asked, on=today, by=agent)
    actions.hand_keys(candidature=asked, on=today, by=agent)
    return SlidingLease.objects.get(candidature=asked)


def test_it_begins_with_the_keys_and_its_first_review_is_six_months_later(lease: SlidingLease) -> None:
    assert (lease.started_on, lease.lease_on) == (date(2026, 8, 31), date(2026, 8, 31))
    assert SlidingReview.objects.get().due_on == date(2027, 2, 28)
    assert Household.objects.get().status == HouseholdStatus.HOUSED


def test_her_page_dates_the_papers_and_holds_reviews(
    clock: time_machine.Traveller, lease: SlidingLease, caseworker: Membership, sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    page = reverse("matching:sliding_lease", args=[lease.candidature_id])
    paper = reverse("matching:sign_paper", args=[lease.candidature_id])
    review = reverse("matching:hold_review", args=[lease.candidature_id])

    refused = client.post(paper, {"papier-paper": "tripartite_on", "papier-on": "2026-09-30"})
    assert refused.status_code == 422
    assert "Cette date est à venir" in refused.content.decode()
    assert 'value="2026-09-30"' in refused.content.decode()  # what was typed is there
    client.post(paper, {"papier-paper": "tripartite_on", "papier-on": "2026-08-31"})
    assert "31 août 2026" in client.get(page).content.decode()

    clock.move_to(KEYS + timedelta(days=170))
    client = sign_in(caseworker)
    assert "révision du bail glissant" in client.get("/").content.decode()
    client.post(review, {"revision-on": "2027-02-16", "revision-outcome": "continue"})
    assert list(SlidingReview.objects.order_by("due_on").values_list("due_on", "outcome")) == [
        (date(2027, 2, 28), "continue"),
        (date(2027, 8, 28), ""),
    ]

    client.post(review, {"revision-on": "2027-02-16", "revision-outcome": "a_son_nom"})
    assert "Le bail est à son nom" in client.get(page).content.decode()
    assert list(SlidingEvent.objects.order_by("id").values_list("move", "end")) == [
        ("commence", ""), ("papier", ""), ("revision", ""), ("revision", ""), ("fin", "a_son_nom"),
    ]  # fmt: skip


def test_the_mission_ends_at_twenty_four_months(
    clock: time_machine.Traveller, lease: SlidingLease, caseworker: Membership
) -> None:
    for _ in range(3):
        review = SlidingReview.objects.waiting().get()
        clock.move_to(datetime.combine(review.due_on, datetime.min.time(), UTC) + timedelta(hours=9))
        actions.hold_review(review=review, on=review.due_on, outcome="continue", by=caseworker)
    last = SlidingReview.objects.waiting().get()
    assert last.due_on <= date(2028, 8, 31)

    clock.move_to(datetime(2028, 8, 31, 9, 0, tzinfo=UTC))
    while last.due_on < date(2028, 8, 31):
        actions.hold_review(review=last, on=last.due_on, outcome="continue", by=caseworker)
        last = SlidingReview.objects.waiting().get()
    with pytest.raises(WrongState, match="24 mois"):
        actions.hold_review(review=last, on=date(2028, 8, 31), outcome="continue", by=caseworker)
    actions.hold_review(review=last, on=date(2028, 8, 31), outcome="a_son_nom", by=caseworker)
    assert not SlidingReview.objects.waiting().exists()


def test_reminders_go_once_thirty_and_seven_days_before(
    clock: time_machine.Traveller, lease: SlidingLease, association_manager: Membership
) -> None:
    for days in (150, 151, 152, 175, 176, 177):  # the 29th of January is 30 days before
        clock.move_to(KEYS + timedelta(days=days))
        actions.remind_of_reviews(now=timezone.now())

    kept = Notice.objects.filter(kind__in=["review_due", "team_review"]).values_list("kind", "once")
    assert sorted((kind, once.rsplit(":", 1)[1]) for kind, once in kept) == [
        ("review_due", "30d"), ("review_due", "7d"), ("team_review", "7d"),
    ]  # fmt: skip


def test_nobody_else_has_this_page(
    lease: SlidingLease,
    colleague: Membership,
    other_caseworker: Membership,
    agent: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    page = reverse("matching:sliding_lease", args=[lease.candidature_id])
    for member in (colleague, other_caseworker, agent, federation_member):
        assert sign_in(member).get(page).status_code == 404
