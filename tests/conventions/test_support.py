"""Accompaniments: exact for the association that counts them; for everybody else, totals that tell of nobody.

An attacker here reads the page each day and subtracts.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation
from common.months import quarter_end
from common.transitions import WrongState
from conventions.actions import correct_support, count_support, remove_support
from conventions.models import SupportCount, SupportKind
from conventions.support import FEWEST, FEWEST_ASSOCIATIONS, Shown, quarter_of, shown_totals, stands_from
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
PAGE = reverse("conventions:support")
PARIS = ZoneInfo("Europe/Paris")
KIND = SupportKind.ACCOMPANIMENT
Q1, Q2, Q3, Q4 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20 10:00+01:00"):
        yield


@pytest.fixture
def managers(db: None) -> list[Membership]:
    return [
        factories.MembershipFactory(
            organisation=factories.AssociationFactory().organisation, role="association_manager"
        )
        for _ in range(4)
    ]


def counted(
    member: Membership | Organisation, quantity: int, ends_on: date, typed_on: date | None = None, kind: str = KIND
) -> SupportCount:
    """A count typed the day after its period, unless said otherwise."""
    organisation = member.organisation if isinstance(member, Membership) else member
    one = SupportCount.objects.create(
        kind=kind, association=organisation, starts_on=ends_on - timedelta(days=1), ends_on=ends_on, quantity=quantity
    )
    typed_on = typed_on or ends_on + timedelta(days=1)
    typed_at = datetime(typed_on.year, typed_on.month, typed_on.day, 10, tzinfo=PARIS)
    SupportCount.objects.filter(id=one.id).update(typed_at=typed_at)
    one.refresh_from_db()
    return one


def shown(today: date = date(2027, 2, 1)) -> Shown | None:
    return shown_totals(today)[KIND]


class TestWhatOthersRead:
    @pytest.mark.parametrize(
        ("quantities", "expected"),
        [
            ((1, 1, 2), None),
            ((1, 1, 3), 5),
            ((100, 100), None),
            ((100, 100, 0), None),
            ((0, 0, 0, 0), None),
            ((100, 100, 1), 201),
        ],
    )
    def test_five_households_of_three_associations(
        self, quantities: tuple[int, ...], expected: int | None, managers: list[Membership]
    ) -> None:
        for member, quantity in zip(managers, quantities, strict=False):
            counted(member, quantity, Q1)

        assert shown() == (expected and Shown(expected, Q1))
        assert shown_totals(date(2027, 2, 1))[SupportKind.REFERRAL] is None

    @pytest.mark.parametrize("more", [(), (0, 0, 0), (1, 1, 1), (2, 1, 1), (9, 0, 0), (50, 50, 0)])
    def test_a_small_step_leaves_what_was_shown_with_its_date(
        self, more: tuple[int, ...], managers: list[Membership]
    ) -> None:
        """Nothing new looks as three more, or as fifty of two associations."""
        for member in managers[:3]:
            counted(member, 10, Q1)
        for member, quantity in zip(managers, more, strict=False):
            counted(member, quantity, Q2)

        assert shown(date(2026, 5, 1)) == Shown(30, Q1)
        assert shown(date(2026, 8, 1)) == Shown(30, Q1)

    def test_small_steps_add_up_until_they_may_be_shown(self, managers: list[Membership]) -> None:
        for member in managers[:3]:
            counted(member, 10, Q1)
        counted(managers[0], 3, Q2)
        counted(managers[1], 1, Q2)
        assert shown(date(2026, 8, 1)) == Shown(30, Q1)

        counted(managers[3], 1, Q3)

        assert shown(date(2026, 11, 1)) == Shown(35, Q3)

    def test_a_quarter_shows_one_month_after_it(self, managers: list[Membership]) -> None:
        for member in managers[:3]:
            counted(member, 10, Q1, typed_on=date(2026, 4, 30))

        assert stands_from(Q1) == date(2026, 5, 1)
        assert shown(date(2026, 4, 30)) is None
        assert shown(date(2026, 5, 1)) == Shown(30, Q1)

    def test_what_is_typed_late_enters_later(self, managers: list[Membership]) -> None:
        for member in managers[:3]:
            counted(member, 10, Q1)
        for member in managers[:3]:
            counted(member, 2, Q1 - timedelta(days=40), typed_on=date(2026, 5, 1))

        assert shown(date(2026, 5, 1)) == shown(date(2026, 7, 31)) == Shown(30, Q1)
        assert shown(date(2026, 8, 1)) == Shown(36, Q2)

    @pytest.mark.parametrize(
        ("ends_on", "typed_on", "expected"),
        [
            (Q1, date(2026, 4, 1), Q1),
            (Q1, date(2026, 4, 30), Q1),
            (Q1, date(2026, 5, 1), Q2),
            (date(2026, 4, 2), date(2026, 4, 3), Q2),
            (date(2019, 1, 1), date(2026, 12, 31), Q4),
            (Q4, date(2027, 1, 31), Q4),
            (Q4, date(2027, 2, 1), date(2027, 3, 31)),
        ],
    )
    def test_the_quarter_that_a_count_enters(self, ends_on: date, typed_on: date, expected: date) -> None:
        assert quarter_of(ends_on, typed_on) == expected
        assert stands_from(quarter_of(ends_on, typed_on)) > typed_on, "none enters what is shown already"

    @pytest.mark.parametrize("seed", range(5))
    def test_who_reads_every_day_for_two_years_learns_no_small_number(
        self, seed: int, managers: list[Membership]
    ) -> None:
        """Counts are typed, corrected and taken away at random. Each day the page is read, and it only ever moves
        by 5 households at least, of 3 associations at least."""
        rng = random.Random(seed)
        read: list[Shown | None] = []
        start = date(2025, 1, 10)
        before: dict[object, int] = {}
        for number in range(0, 730, 5):
            day = start + timedelta(days=number)
            with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)):
                _something(rng, rng.choice(managers), day)
                now = shown(day)
                assert shown_totals(timezone.localdate())[KIND] == now
            if read and now != read[-1]:
                assert now is not None, "what was shown is not taken back"
                step = now.total - (read[-1].total if read[-1] else 0)
                assert step >= FEWEST
                held = _held(now.as_of)
                moved = [one for one, quantity in held.items() if quantity != before.get(one, 0)]
                assert len(moved) >= FEWEST_ASSOCIATIONS
                assert sum(held.values()) == now.total
                before = held
            read.append(now)
        assert len({one.total for one in read if one}) > 1, "it moves at all"


def _something(rng: random.Random, member: Membership, day: date) -> None:
    """One of the gestures of an association, refused or not."""
    own = list(SupportCount.objects.of_association(member).order_by("ends_on", "starts_on"))
    last = own[-1].ends_on if own else day - timedelta(days=rng.randrange(20, 200))
    try:
        if own and rng.random() < 0.3:
            one = rng.choice(own)
            if rng.random() < 0.5:
                remove_support(count=one, by=member)
            else:
                correct_support(
                    count=one,
                    kind=KIND,
                    starts_on=one.starts_on,
                    ends_on=one.ends_on,
                    quantity=rng.randrange(5),
                    by=member,
                )
        else:
            ends_on = min(last + timedelta(days=rng.randrange(1, 60)), day - timedelta(days=1))
            count_support(
                kind=KIND, starts_on=last + timedelta(days=1), ends_on=ends_on, quantity=rng.randrange(4), by=member
            )
    except WrongState:
        return


def _held(as_of: date) -> dict[object, int]:
    """What a total as of a quarter holds, by association, counted again from the rows."""
    found: dict[object, int] = {}
    for one in SupportCount.objects.order_by("id"):
        if quarter_of(one.ends_on, timezone.localdate(one.typed_at)) <= as_of:
            found[one.association_id] = found.get(one.association_id, 0) + one.quantity
    return found


class TestPages:
    def test_an_association_counts_exactly_and_reads_its_own_alone(
        self, managers: list[Membership], sign_in: SignIn
    ) -> None:
        hers, other = sign_in(managers[0]), sign_in(managers[1])
        typed = {"kind": KIND, "starts_on": "2026-07-01", "ends_on": "2026-09-30", "quantity": "3"}
        for wrong, said in (
            ({"ends_on": "2026-11-20"}, "pas finie"),
            ({"ends_on": "2026-06-30"}, "avant le début"),
            ({"quantity": "-1"}, "Au moins 0"),
            ({"quantity": ""}, "Donnez le nombre"),
            ({"kind": "humeur"}, "Choisissez dans la liste"),
        ):
            refused = hers.post(PAGE, {**typed, **wrong})
            assert refused.status_code == 422
            assert said in refused.content.decode()
        assert hers.post(PAGE, typed).status_code == 302
        twice = hers.post(PAGE, {**typed, "starts_on": "2026-09-30", "ends_on": "2026-10-31"})
        assert twice.status_code == 422
        assert "ne se compte pas deux fois" in twice.content.decode()
        assert hers.post(PAGE, {**typed, "kind": SupportKind.REFERRAL}).status_code == 302

        assert hers.get(PAGE).context["totals"] == [
            ("Accompagnements", 3),
            ("Orientations reçues des équipes de proximité", 3),
        ]
        assert other.get(PAGE).context["totals"][0][1] == 0
        one = SupportCount.objects.get(kind=KIND)
        address = reverse("conventions:support_count", args=[one.id])
        assert other.get(address).status_code == 404
        assert other.post(address, typed).status_code == 404
        assert other.post(reverse("conventions:remove_support", args=[one.id])).status_code == 404
        assert hers.post(address, {**typed, "quantity": "4"}).status_code == 302
        assert hers.get(PAGE).context["totals"][0][1] == 4

    def test_a_count_that_stands_is_neither_corrected_nor_removed(
        self, managers: list[Membership], sign_in: SignIn
    ) -> None:
        standing, open_one = counted(managers[0], 3, Q3), counted(managers[0], 4, date(2026, 11, 2))
        hers = sign_in(managers[0])

        page = hers.get(PAGE).content.decode()
        assert page.count("Corriger<") == 1
        assert "Arrêté" in page
        address = reverse("conventions:support_count", args=[standing.id])
        assert "Ce compte est arrêté" in hers.get(address).content.decode()
        refused = hers.post(
            address, {"kind": KIND, "starts_on": "2026-09-29", "ends_on": "2026-09-30", "quantity": "30"}
        )
        assert refused.status_code == 422
        hers.post(reverse("conventions:remove_support", args=[standing.id]))
        standing.refresh_from_db()
        assert standing.quantity == 3
        hers.post(reverse("conventions:remove_support", args=[open_one.id]))
        assert SupportCount.objects.get() == standing

    def test_an_open_count_cannot_be_moved_into_what_stands(self, managers: list[Membership]) -> None:
        one = counted(managers[0], 4, date(2026, 10, 9), typed_on=date(2026, 10, 10))

        correct_support(
            count=one,
            kind=KIND,
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 9, 2),
            quantity=4,
            by=managers[0],
        )

        one.refresh_from_db()
        assert quarter_of(one.ends_on, timezone.localdate(one.typed_at)) == Q4

    def test_the_others_read_the_total_and_nothing_more(
        self, managers: list[Membership], coordinator: Membership, federation_member: Membership, sign_in: SignIn
    ) -> None:
        for member in managers:
            counted(member, 131, Q2)
            counted(member, 2, Q3, kind=SupportKind.REFERRAL)
        counted(managers[0], 4, Q3)

        for reader in (coordinator, federation_member):
            page = sign_in(reader).get(PAGE).content.decode()
            assert "<strong>524</strong>" in page
            assert "30 juin 2026" in page
            assert "<strong>8</strong> au 30 septembre 2026" in page
            assert "131" not in page
            assert "528" not in page
            assert all(member.organisation.name not in page for member in managers)
            assert sign_in(reader).post(PAGE, {}).status_code == 405

    def test_nothing_that_may_be_read_is_said_the_same_way(
        self, managers: list[Membership], coordinator: Membership, sign_in: SignIn
    ) -> None:
        empty = sign_in(coordinator).get(PAGE).context["rows"]
        counted(managers[0], 400, Q2)
        assert sign_in(coordinator).get(PAGE).context["rows"] == empty
        assert "n.c." in sign_in(coordinator).get(PAGE).content.decode()

    def test_nobody_else_finds_the_page(
        self,
        caseworker: Membership,
        bailleur_manager: Membership,
        agent: Membership,
        partner: Membership,
        sign_in: SignIn,
    ) -> None:
        for member in (caseworker, bailleur_manager, agent, partner):
            assert sign_in(member).get(PAGE).status_code == 404

    def test_pages_cost_the_same_whatever_they_hold(
        self,
        managers: list[Membership],
        coordinator: Membership,
        sign_in: SignIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(30):
            counted(managers[number % 4], 5, quarter_end(date(2015 + number // 4, 3 * (number % 4) + 1, 1)))
        for member, most in ((managers[0], 6), (coordinator, 4)):
            client = sign_in(member)
            client.get(PAGE)
            # session, member, unread; for an association totals, count, page; for the others all counts at once
            with django_assert_max_num_queries(most):
                assert client.get(PAGE).status_code == 200
