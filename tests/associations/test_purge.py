"""A file erased: its key first, every clear row of it, its words; what was counted stays, with no reference to it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership
from associations.actions import purge_household, sweep
from associations.models import (
    Household,
    HouseholdDeputy,
    HouseholdKey,
    PurgedHousehold,
    PurgedKey,
    Registration,
)
from associations.tasks import retain
from associations.vault import create_key
from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from notifications.actions import notify
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42")


@pytest.fixture
def requested(household: Household, caseworker: Membership) -> Candidature:
    return actions.request_dwelling(
        household=household, offer=factories.OfferFactory(), note="Mot discret", by=caseworker
    )


def erase(sign_in: SignIn, manager: Membership, household: Household, typed: str = "mesange 42") -> int:
    address = reverse("associations:purge", args=[household.id])
    return sign_in(manager).post(address, {"typed": typed, "confirmer": "1"}).status_code


def test_nothing_of_it_is_left_but_what_was_counted(
    household: Household,
    requested: Candidature,
    association_manager: Membership,
    colleague: Membership,
    sign_in: SignIn,
) -> None:
    HouseholdDeputy.objects.create(household=household, user=colleague.user)
    Registration.objects.create(household=household, territory="59", expires_on=timezone.localdate(), sealed=b"x")
    notify(recipients=[colleague], kind="deputy", reference=household.id)
    before = CandidatureTransition.objects.get()

    assert erase(sign_in, association_manager, household) == 302

    assert not HouseholdKey.objects.filter(household_id=household.id).exists()
    assert not Household.objects.exists()
    assert not HouseholdDeputy.objects.exists()
    assert not Registration.objects.exists()
    assert not Notice.objects.exists()
    requested.refresh_from_db()
    assert (requested.household_id, requested.note, requested.state) == (None, "", CandidatureState.CANCELLED)
    first, ended = CandidatureTransition.objects.order_by("at", "id")
    assert (first.women, first.children, first.at) == (before.women, before.children, before.at)
    assert (first.household_ref, ended.household_ref, ended.reason) == (None, None, "fiche_effacee")
    assert (ended.women, ended.children) == (first.women, first.children)
    assert {PurgedHousehold.objects.get().household_id, PurgedKey.objects.get().household_id} == {household.id}
    assert AccessEvent.objects.filter(kind=AccessKind.PURGED, about=household.id).exists()


def test_one_whose_key_is_gone_already_is_erased_too(
    household: Household, association_manager: Membership, sign_in: SignIn
) -> None:
    HouseholdKey.objects.all().delete()

    assert erase(sign_in, association_manager, household, typed="") == 302

    assert not Household.objects.exists()


def test_her_code_is_asked_for(household: Household, association_manager: Membership, sign_in: SignIn) -> None:
    assert erase(sign_in, association_manager, household, typed="Pinson 11") == 422

    assert HouseholdKey.objects.filter(household_id=household.id).exists()


def test_a_transmitted_file_that_was_erased_is_gone_for_the_landlord(
    household: Household,
    requested: Candidature,
    association_manager: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    factories.make_ready(household)
    actions.transmit_candidature(candidature=requested, by=federation_member)
    agent = factories.MembershipFactory(organisation=requested.offer.bailleur.organisation, role="bailleur_agent")
    client = sign_in(agent)
    address = reverse("matching:candidature", args=[requested.id])
    assert client.get(address).status_code == 200

    erase(sign_in, association_manager, household)

    ended = client.get(address).content.decode()
    assert "adulte" not in ended, "it is told that it ended, no more"
    assert client.get(reverse("matching:candidatures")).status_code == 200
    for page in (reverse("matching:federation"), reverse("matching:federation_offer", args=[requested.offer_id])):
        assert sign_in(federation_member).get(page).status_code in {200, 404}


@pytest.mark.parametrize(
    "change",
    [
        "SET household_ref = gen_random_uuid()",
        "SET women = 3",
        "SET household_ref = NULL, women = 3",
        "SET at = now(), household_ref = NULL",
    ],
)
def test_the_database_lets_through_that_one_change_alone(requested: Candidature, change: str) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        cursor.execute(f"UPDATE matching_candidaturetransition {change}")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        cursor.execute("DELETE FROM matching_candidaturetransition")


class TestRetention:
    """Two years after the last activity, announced 30 days before."""

    def days_later(self, days: int) -> time_machine.travel:
        return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)

    def test_is_announced_then_erased(self, household: Household) -> None:
        with self.days_later(699):
            retain()
            assert not Household.objects.filter(erasure_warned_on__isnull=False).exists()
        with self.days_later(700):
            retain()
            assert Household.objects.get().erasure_warned_on == timezone.localdate()
        with self.days_later(729):
            retain()
            assert Household.objects.exists()
        with self.days_later(730):
            retain()

        assert not Household.objects.exists()
        assert not HouseholdKey.objects.exists()

    def test_one_that_was_never_announced_is_not_erased(self, household: Household) -> None:
        with self.days_later(900):
            retain()
            assert Household.objects.get().erasure_warned_on == timezone.localdate()

    def test_work_on_it_calls_the_erasure_off(
        self, household: Household, caseworker: Membership, sign_in: SignIn
    ) -> None:
        with self.days_later(700):
            retain()
            address = reverse("associations:section", args=[household.id, "sne"])
            sign_in(caseworker).post(address, {"done": ["courrier"]})
        with self.days_later(735):
            retain()

        assert Household.objects.get().erasure_warned_on is None


def test_a_key_that_no_household_uses_is_destroyed_after_a_day(household: Household) -> None:
    create_key(factories.UserFactory().id)
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        assert sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert sweep() == 1

    assert HouseholdKey.objects.get().household_id == household.id


def test_ids_are_forgotten_after_60_days(household: Household, association_manager: Membership) -> None:
    purge_household(household=household, by=association_manager)

    with time_machine.travel(timezone.now() + timedelta(days=59), tick=False):
        sweep()
        assert PurgedHousehold.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        sweep()

    assert not PurgedHousehold.objects.exists()
    assert not PurgedKey.objects.exists()
