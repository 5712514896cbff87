"""What time does by itself: held files, reminders, silence, the order that nobody reviewed, days without a clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from associations.models import Household, Registration
from bailleurs.models import Bailleur
from conventions.models import Convention, Level, Signatory
from matching import actions
from matching.caleol import Decided
from matching.models import Candidature, CandidatureState, CandidatureTransition
from notifications.models import Notice
from offers.actions import close_due_offers
from offers.models import Offer
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
# A Monday without a holiday near, in Paris.
MONDAY = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> time_machine.Traveller:  # type: ignore[misc]
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def notified(
    clock: time_machine.Traveller,
    household: Household,
    offer: Offer,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
) -> Candidature:
    """Transmitted, decided and notified on Monday 2 February: she answers until Thursday 12 at midnight."""
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    actions.transmit_candidature(candidature=asked, by=federation_member)
    said = Decided(on=date(2026, 2, 2), decision="attribution", notified_on=date(2026, 2, 2), notified_by="remise")
    actions.record_caleol(offer=offer, rows={asked.id: said}, by=agent)
    asked.refresh_from_db()
    return asked


def sweep(clock: time_machine.Traveller, at: datetime) -> None:
    clock.move_to(at)
    actions.keep_deadlines(now=timezone.now())


def reminders() -> list[tuple[str, str]]:
    """Kind and end of the key of each reminder, in order."""
    kept = Notice.objects.exclude(once="").order_by("created_at", "once")
    return [(one.kind, one.once.rsplit(":", 1)[1]) for one in kept if one.kind in {"answer_reminder", "team_answer"}]


def test_she_is_reminded_five_two_and_one_day_before_and_the_manager_the_last_day(
    clock: time_machine.Traveller, notified: Candidature, association_manager: Membership
) -> None:
    for hours in range(0, 10 * 24, 4):
        sweep(clock, MONDAY + timedelta(hours=hours))

    assert sorted(reminders()) == [
        ("answer_reminder", "120h"),
        ("answer_reminder", "24h"),
        ("answer_reminder", "48h"),
        ("team_answer", "24h"),
    ]
    told = Notice.objects.get(kind="team_answer")
    assert told.recipient == association_manager.user


def test_days_without_a_clock_each_reminder_once_and_the_silence_dated_as_the_law_says(
    clock: time_machine.Traveller, notified: Candidature, association_manager: Membership
) -> None:
    """Down from the 10th to the 12th at noon: the two reminders missed go once each; then down over the end."""
    sweep(clock, MONDAY + 6 * DAY)
    assert reminders() == [("answer_reminder", "120h")]
    for _ in range(3):
        sweep(clock, MONDAY + 10 * DAY)
    assert sorted(reminders()) == [
        ("answer_reminder", "120h"),
        ("answer_reminder", "24h"),
        ("answer_reminder", "48h"),
        ("team_answer", "24h"),
    ]

    for _ in range(2):
        sweep(clock, MONDAY + 13 * DAY)

    notified.refresh_from_db()
    assert notified.state == CandidatureState.LAPSED
    lapse = CandidatureTransition.objects.get(to_state=CandidatureState.LAPSED)
    assert lapse.at == datetime(2026, 2, 12, 23, 0, tzinfo=UTC)  # midnight in Paris
    assert lapse.reason == "sans_reponse"
    assert Notice.objects.filter(kind="silence").count() == 1
    assert len(reminders()) == 4  # nothing is reminded of once it is over


def test_a_worker_down_over_the_whole_delay_reminds_of_nothing_past(
    clock: time_machine.Traveller, notified: Candidature
) -> None:
    sweep(clock, MONDAY + 14 * DAY)

    assert reminders() == []
    assert CandidatureTransition.objects.get(to_state="lapsed").at == datetime(2026, 2, 12, 23, 0, tzinfo=UTC)


def test_a_date_corrected_moves_the_end_and_its_reminders(
    clock: time_machine.Traveller, notified: Candidature, agent: Membership
) -> None:
    clock.move_to(MONDAY + 2 * DAY)
    said = Decided(on=date(2026, 2, 2), decision="attribution", notified_on=date(2026, 2, 4), notified_by="courrier")
    actions.record_caleol(offer=notified.offer, rows={notified.id: said}, by=agent)

    notified.refresh_from_db()
    assert notified.answer_due_at == datetime(2026, 2, 16, 23, 0, tzinfo=UTC)  # the 14th is a Saturday
    sweep(clock, MONDAY + 10 * DAY)
    notified.refresh_from_db()
    assert notified.state == CandidatureState.OFFER_NOTIFIED


def test_a_sweep_that_has_nothing_to_say_costs_the_same_for_one_request_and_for_many(
    clock: time_machine.Traveller,
    notified: Candidature,
    caseworker: Membership,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Each minute reads all whose delay ends within ten days: one by one, they were two queries each."""
    household = factories.HouseholdFactory(member=caseworker)
    sweep(clock, MONDAY + 6 * DAY)
    with CaptureQueriesContext(connection) as before:
        sweep(clock, MONDAY + 6 * DAY)

    for number in range(12):
        factories.CandidatureFactory(
            household=household,
            state=CandidatureState.OFFER_NOTIFIED,
            due_at=notified.due_at + timedelta(minutes=number),
            answer_due_at=notified.due_at,
        )
    sweep(clock, MONDAY + 6 * DAY)
    assert Notice.objects.filter(kind="answer_reminder").count() == 13

    with django_assert_num_queries(len(before)):
        sweep(clock, MONDAY + 6 * DAY)


def test_a_suspended_offer_still_lapses(
    clock: time_machine.Traveller,
    notified: Candidature,
    household: Household,
    other_bailleur: Bailleur,
    caseworker: Membership,
    federation_member: Membership,
) -> None:
    """She accepted elsewhere: the law's clock of this one runs on, and shows to her référente."""
    elsewhere = factories.OfferFactory(bailleur=other_bailleur)
    other = actions.request_dwelling(household=household, offer=elsewhere, by=caseworker)
    actions.transmit_candidature(candidature=other, by=federation_member)
    person = factories.MembershipFactory(organisation=other_bailleur.organisation, role=Role.BAILLEUR_AGENT)
    said = Decided(on=date(2026, 2, 2), decision="attribution", notified_on=date(2026, 2, 2), notified_by="remise")
    actions.record_caleol(offer=elsewhere, rows={other.id: said}, by=person)
    actions.accept_offer(candidature=other, by=caseworker)
    actions.release_consequences(now=timezone.now())
    notified.refresh_from_db()
    assert notified.state == CandidatureState.SUSPENDED

    sweep(clock, MONDAY + 12 * DAY)

    notified.refresh_from_db()
    assert notified.state == CandidatureState.LAPSED


class TestHeld:
    """A request that is not ready at the closing."""

    @pytest.fixture
    def unready(
        self, clock: time_machine.Traveller, household: Household, offer: Offer, caseworker: Membership
    ) -> Candidature:
        Registration.objects.all().delete()
        Offer.objects.filter(id=offer.id).update(closes_at=datetime(2026, 2, 6, 17, 0, tzinfo=UTC))
        offer.refresh_from_db()
        return actions.request_dwelling(household=household, offer=offer, by=caseworker)

    def test_she_is_told_before_held_at_the_closing_and_out_one_working_day_later(
        self, clock: time_machine.Traveller, unready: Candidature
    ) -> None:
        for hours in range(0, 12 * 24, 4):
            clock.move_to(MONDAY + timedelta(hours=hours))
            close_due_offers(now=timezone.now())
            actions.keep_deadlines(now=timezone.now())

        keys = [one.once.rsplit(":", 1)[1] for one in Notice.objects.filter(kind="held", once__contains="requested")]
        assert sorted(keys) == ["48h", "4h"]
        moves = list(CandidatureTransition.objects.order_by("id").values_list("to_state", "at"))
        assert [state for state, _ in moves] == ["requested", "held", "lapsed"]
        # Closed on Friday at 18:00 in Paris: out on Monday at 18:00.
        assert moves[-1][1] == datetime(2026, 2, 9, 17, 0, tzinfo=UTC)

    def test_completed_in_time_it_is_back_in_the_order(
        self, clock: time_machine.Traveller, unready: Candidature, household: Household, caseworker: Membership
    ) -> None:
        clock.move_to(datetime(2026, 2, 6, 17, 30, tzinfo=UTC))
        close_due_offers(now=timezone.now())
        actions.keep_deadlines(now=timezone.now())
        factories.make_ready(household)

        actions.complete_file(candidature=unready, by=caseworker)

        clock.move_to(datetime(2026, 2, 9, 18, 0, tzinfo=UTC))
        actions.keep_deadlines(now=timezone.now())
        unready.refresh_from_db()
        assert unready.state == CandidatureState.REQUESTED

    def test_one_that_is_ready_hears_nothing(
        self, clock: time_machine.Traveller, requested: Candidature, offer: Offer
    ) -> None:
        Offer.objects.filter(id=offer.id).update(closes_at=datetime(2026, 2, 6, 17, 0, tzinfo=UTC))
        for days in range(8):
            clock.move_to(MONDAY + days * DAY)
            close_due_offers(now=timezone.now())
            actions.keep_deadlines(now=timezone.now())

        assert not Notice.objects.filter(kind="held").exists()
        requested.refresh_from_db()
        assert requested.state == CandidatureState.REQUESTED


class TestAutomaticOrder:
    """Not ranked one working day after the closing, where the convention says so."""

    @pytest.fixture
    def convention(self, bailleur: Bailleur) -> Convention:
        found = Convention.objects.create(
            name="Hauts-de-France",
            level=Level.NATIONAL,
            signed_on=date(2025, 1, 1),
            starts_on=date(2025, 1, 1),
            ends_on=date(2027, 1, 1),
            automatic_order=True,
        )
        Signatory.objects.create(convention=found, organisation=bailleur.organisation, signed_on=date(2025, 1, 1))
        return found

    @pytest.fixture
    def asked(
        self, clock: time_machine.Traveller, offer: Offer, caseworker: Membership, household: Household
    ) -> list[Candidature]:
        """Four requests: danger 1, 3, 2 and none."""
        Offer.objects.filter(id=offer.id).update(closes_at=datetime(2026, 2, 6, 17, 0, tzinfo=UTC))
        offer.refresh_from_db()
        others = [factories.make_ready(factories.HouseholdFactory(member=caseworker)) for _ in range(3)]
        return [
            actions.request_dwelling(household=one, offer=offer, danger=danger, by=caseworker)
            for one, danger in zip([household, *others], (1, 3, 2, 0), strict=True)
        ]

    def later(self, clock: time_machine.Traveller, at: datetime) -> None:
        clock.move_to(at)
        close_due_offers(now=timezone.now())
        actions.keep_deadlines(now=timezone.now())

    def sent(self) -> list[int]:
        found = Candidature.objects.filter(transmitted_at__isnull=False)
        return sorted(found.values_list("danger", flat=True))

    def test_the_proposed_order_goes_marked_so(
        self, clock: time_machine.Traveller, convention: Convention, asked: list[Candidature]
    ) -> None:
        self.later(clock, datetime(2026, 2, 9, 16, 59, tzinfo=UTC))
        assert self.sent() == []
        self.later(clock, datetime(2026, 2, 9, 17, 1, tzinfo=UTC))

        assert self.sent() == [1, 2, 3]  # as many as the landlord wants
        assert set(Candidature.objects.filter(danger__gt=0).values_list("automatic", flat=True)) == {True}
        assert set(CandidatureTransition.objects.filter(to_state="transmitted").values_list("side", flat=True)) == {
            "system"
        }

    def test_nothing_goes_by_itself_where_the_convention_does_not_say_so(
        self, clock: time_machine.Traveller, convention: Convention, asked: list[Candidature]
    ) -> None:
        Convention.objects.update(automatic_order=False)
        self.later(clock, datetime(2026, 2, 12, 17, 1, tzinfo=UTC))
        assert self.sent() == []

    def test_what_the_federation_ranked_goes_in_its_order(
        self,
        clock: time_machine.Traveller,
        convention: Convention,
        asked: list[Candidature],
        offer: Offer,
        federation_member: Membership,
    ) -> None:
        Offer.objects.filter(id=offer.id).update(wanted_candidatures=1)
        order = [asked[3].id, asked[0].id, asked[1].id, asked[2].id]
        actions.rank_requests(offer=offer, order=order, by=federation_member)
        self.later(clock, datetime(2026, 2, 9, 17, 1, tzinfo=UTC))
        assert self.sent() == [0]
