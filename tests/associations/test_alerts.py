"""What référentes and managers are told: unusual openings, ends that come near, files that change hands."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import Membership
from associations.models import Household, Registration
from associations.tasks import remind_of_registrations
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn, confirm
from tests.rows import lines

pytestmark = pytest.mark.django_db
DAY, NIGHT = "2026-12-01 10:00+01:00", "2026-12-01 22:00+01:00"


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42")


def told(member: Membership) -> list[str]:
    return sorted(Notice.objects.of(member).values_list("kind", flat=True))


def change_zones(client: Client, household: Household, times: int) -> None:
    confirm(client)
    for _ in range(times):
        client.post(reverse("associations:zones", args=[household.id]), lines({"communes": "Lens (62)"}))


def test_more_than_ten_changes_of_zones_in_a_day_are_told_to_the_manager_once(
    household: Household, caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    with time_machine.travel(DAY, tick=False):
        client = sign_in(caseworker)
        change_zones(client, household, 10)
        assert told(association_manager) == []
        change_zones(client, household, 3)

    assert told(association_manager) == ["many_zones"]
    assert told(caseworker) == []


def test_more_than_fifteen_locations_in_a_day_too_and_the_next_day_counts_anew(
    household: Household, caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    address = reverse("matching:check_location", args=[factories.OfferFactory().id])
    day = timezone.localtime().replace(hour=10) + timedelta(days=1)
    with time_machine.travel(day, tick=False):
        client = sign_in(caseworker)
        for _ in range(15):
            assert client.post(address).status_code == 200
        assert told(association_manager) == []
    with time_machine.travel(day + timedelta(days=1), tick=False):
        sign_in(caseworker).post(address)
        assert told(association_manager) == []
    with time_machine.travel(day, tick=False):
        sign_in(caseworker).post(address)

    assert told(association_manager) == ["many_locations"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-12-01 21:59+01:00", []),
        (NIGHT, ["at_night"]),
        ("2026-12-01 05:59+01:00", ["at_night"]),
        ("2026-12-01 06:00+01:00", []),
    ],
)
def test_an_opening_at_night_is_told(
    household: Household,
    caseworker: Membership,
    association_manager: Membership,
    sign_in: SignIn,
    moment: str,
    expected: list[str],
) -> None:
    with time_machine.travel(moment, tick=False):
        client = sign_in(caseworker)
        for _ in range(2):
            client.get(reverse("associations:household", args=[household.id]))

    assert told(association_manager) == expected


def test_the_manager_reads_counts_and_hours_no_file(
    household: Household, caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    last_night = timezone.localtime().replace(hour=22, minute=30) - timedelta(days=1)
    with time_machine.travel(last_night, tick=False):
        sign_in(caseworker).get(reverse("associations:household", args=[household.id]))
    client = sign_in(association_manager)

    opened = client.post(
        reverse("notifications:open_notice", args=[Notice.objects.of(association_manager).get().id]), follow=True
    )

    page = opened.content.decode()
    assert caseworker.user.name in page
    assert "Fiche d’un ménage ouverte" in page
    assert "22:30" in page
    assert "Mésange" not in strip_tags(page)
    assert str(household.id) not in page


def test_an_emergency_is_told_to_the_referente_and_the_manager(
    household: Household,
    caseworker: Membership,
    colleague: Membership,
    association_manager: Membership,
    sign_in: SignIn,
) -> None:
    with time_machine.travel(DAY, tick=False):
        sign_in(colleague).post(reverse("associations:emergency"), {"code": "Mésange 42", "reason": "danger"})

    assert told(caseworker) == ["emergency"]
    assert told(association_manager) == ["emergency_seen"]


def test_whoever_is_given_a_file_is_told(
    household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    chosen = {"colleague": str(colleague.user_id)}

    client.post(reverse("associations:name_deputy", args=[household.id]), chosen)
    client.post(reverse("associations:hand_over", args=[household.id]), chosen)

    assert told(colleague) == ["deputy", "handed_over"]


class TestRegistrations:
    def registration(self, household: Household, days: int) -> Registration:
        return Registration.objects.create(
            household=household, territory="59", expires_on=timezone.localdate() + timedelta(days=days), sealed=b"x"
        )

    def test_three_reminders_each_once(self, household: Household, caseworker: Membership) -> None:
        self.registration(household, 61)
        start = timezone.now()
        seen = []
        for day in range(63):
            with time_machine.travel(start + timedelta(days=day), tick=False):
                remind_of_registrations()
                remind_of_registrations()
                seen.append(len(told(caseworker)))

        assert [seen.index(count) for count in (1, 2, 3)] == [1, 31, 54]
        assert seen[-1] == 3

    def test_one_missed_is_told_late_and_a_renewal_counts_anew(
        self, household: Household, caseworker: Membership
    ) -> None:
        registration = self.registration(household, 20)
        remind_of_registrations()
        assert len(told(caseworker)) == 1
        registration.expires_on += timedelta(days=365)
        registration.save()
        remind_of_registrations()
        assert len(told(caseworker)) == 1
        with time_machine.travel(timezone.now() + timedelta(days=330), tick=False):
            remind_of_registrations()

        assert len(told(caseworker)) == 2
