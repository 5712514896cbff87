"""Who opens a file: référente, two deputies, a replacement, a colleague in an emergency; and who handed it over."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.actions import end_membership
from accounts.models import AccessEvent, AccessKind, Membership, Role, User
from associations.actions import name_deputy, open_in_emergency
from associations.models import Absence, EmergencyOpening, Household, HouseholdDeputy
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

ABSENCES = reverse("associations:absences")
EMERGENCY = reverse("associations:emergency")
LIST = reverse("associations:households")


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42")


@pytest.fixture
def third(caseworker: Membership) -> Membership:
    return factories.MembershipFactory(organisation=caseworker.organisation, role=Role.CASEWORKER)


def opens(client: Client, household: Household) -> bool:
    """Whether the file exists for her: in her list, by its code, at its address."""
    page = client.get(reverse("associations:household", args=[household.id])).status_code == 200
    listed = "Mésange 42" in strip_tags(client.get(LIST).content.decode())
    found = client.post(LIST, {"code": "Mésange 42"}).status_code == 302
    assert page == listed == found
    return page


class TestDeputies:
    def name(self, client: Client, household: Household, member: Membership) -> str:
        address = reverse("associations:name_deputy", args=[household.id])
        return client.post(address, {"colleague": str(member.user_id)}, follow=True).content.decode()

    def test_a_deputy_opens_it_and_no_longer_once_removed(
        self, household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        hers, theirs = sign_in(caseworker), sign_in(colleague)
        assert not opens(theirs, household)

        assert colleague.user.name in self.name(hers, household, colleague)
        assert opens(theirs, household)
        deputy = household.deputies.get()
        hers.post(reverse("associations:remove_deputy", args=[household.id, deputy.id]))

        assert not opens(theirs, household)

    def test_two_at_most(
        self, household: Household, caseworker: Membership, colleague: Membership, third: Membership, sign_in: SignIn
    ) -> None:
        fourth = factories.MembershipFactory(organisation=caseworker.organisation, role=Role.CASEWORKER)
        client = sign_in(caseworker)

        for member in (colleague, third):
            self.name(client, household, member)
        shown = self.name(client, household, fourth)

        assert "Deux suppléantes au plus" in shown
        assert household.deputies.count() == 2

    def test_neither_herself_nor_a_manager_nor_somebody_elsewhere(
        self,
        household: Household,
        caseworker: Membership,
        association_manager: Membership,
        other_caseworker: Membership,
        sign_in: SignIn,
    ) -> None:
        for member in (caseworker, association_manager, other_caseworker):
            assert "Choisissez dans la liste" in self.name(sign_in(caseworker), household, member)

        assert not HouseholdDeputy.objects.exists()

    def test_a_deputy_names_nobody(
        self, household: Household, caseworker: Membership, colleague: Membership, third: Membership, sign_in: SignIn
    ) -> None:
        self.name(sign_in(caseworker), household, colleague)
        address = reverse("associations:name_deputy", args=[household.id])

        response = sign_in(colleague).post(address, {"colleague": str(third.user_id)})

        assert response.status_code == 404
        assert household.deputies.count() == 1


class TestAbsence:
    def typed(self, start: int, end: int, by: Membership) -> dict[str, str]:
        today = timezone.localdate()
        return {
            "starts_on": (today + timedelta(days=start)).isoformat(),
            "ends_on": (today + timedelta(days=end)).isoformat(),
            "colleague": str(by.user_id),
        }

    def test_her_replacement_opens_all_her_files_from_the_first_day_to_the_last(
        self, household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        with time_machine.travel("2026-12-01 09:00+01:00", tick=False):
            sign_in(caseworker).post(ABSENCES, self.typed(1, 3, colleague))
            assert not opens(sign_in(colleague), household)
        for moment, expected in (
            ("2026-12-02 00:05+01:00", True),
            ("2026-12-04 23:55+01:00", True),
            ("2026-12-05 00:05+01:00", False),
        ):
            with time_machine.travel(moment, tick=False):
                assert opens(sign_in(colleague), household) is expected, moment

    def test_is_taken_back(
        self, household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        client.post(ABSENCES, self.typed(0, 3, colleague))
        assert colleague.user.name in client.get(ABSENCES).content.decode()

        client.post(reverse("associations:end_absence", args=[Absence.objects.get().id]))

        assert not opens(sign_in(colleague), household)

    def test_the_manager_declares_anybodys(
        self,
        household: Household,
        caseworker: Membership,
        colleague: Membership,
        association_manager: Membership,
        sign_in: SignIn,
    ) -> None:
        typed = {**self.typed(0, 5, colleague), "absent_colleague": str(caseworker.user_id)}

        shown = sign_in(association_manager).post(ABSENCES, typed, follow=True).content.decode()

        assert f"{caseworker.user.name}, du" in shown
        assert opens(sign_in(colleague), household)

    def test_of_somebody_else_is_not_hers_to_declare(
        self, caseworker: Membership, colleague: Membership, third: Membership, sign_in: SignIn
    ) -> None:
        typed = {**self.typed(0, 5, colleague), "absent_colleague": str(third.user_id)}

        sign_in(caseworker).post(ABSENCES, typed)

        assert Absence.objects.get().user == caseworker.user

    def test_two_never_overlap_and_bad_dates_are_said(
        self, caseworker: Membership, colleague: Membership, third: Membership, sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        client.post(ABSENCES, self.typed(0, 5, colleague))

        for typed, message in (
            (self.typed(5, 9, third), "déjà prévue à ces dates"),
            (self.typed(9, 8, third), "La fin ne peut pas venir avant le début"),
            (self.typed(-9, -8, third), "déjà finie"),
            ({**self.typed(9, 9, third), "starts_on": "bientôt"}, "Donnez une date"),
            ({**self.typed(9, 9, caseworker)}, "Choisissez dans la liste"),
        ):
            assert message in client.post(ABSENCES, typed).content.decode()

        assert Absence.objects.count() == 1


class TestHandOver:
    def test_by_her_it_leaves_her_and_by_the_manager_without_opening(
        self,
        household: Household,
        caseworker: Membership,
        colleague: Membership,
        association_manager: Membership,
        sign_in: SignIn,
    ) -> None:
        address = reverse("associations:hand_over", args=[household.id])
        hers, theirs, manager = sign_in(caseworker), sign_in(colleague), sign_in(association_manager)

        hers.post(address, {"colleague": str(colleague.user_id)})
        assert not opens(hers, household)
        assert opens(theirs, household)
        manager.post(address, {"colleague": str(caseworker.user_id)})

        assert opens(hers, household)
        assert manager.get(reverse("associations:household", args=[household.id])).status_code == 404
        kinds = AccessEvent.objects.filter(about=household.id, user=association_manager.user)
        assert [event.kind for event in kinds] == [AccessKind.HANDOVER]

    def test_waits_for_somebody_when_the_referente_has_left(
        self,
        household: Household,
        caseworker: Membership,
        colleague: Membership,
        association_manager: Membership,
        sign_in: SignIn,
    ) -> None:
        hers = sign_in(caseworker)
        end_membership(membership=caseworker, by=association_manager)
        assert hers.get(reverse("associations:household", args=[household.id])).status_code in {302, 404}

        address = reverse("associations:hand_over", args=[household.id])
        sign_in(association_manager).post(address, {"colleague": str(colleague.user_id)})

        assert opens(sign_in(colleague), household)


class TestWhatTheManagerDoes:
    """A manager with an account of her own making among the référentes opens nothing behind anybody's back."""

    def test_a_file_handed_over_is_told_to_whoever_had_it(
        self,
        household: Household,
        caseworker: Membership,
        colleague: Membership,
        association_manager: Membership,
        sign_in: SignIn,
    ) -> None:
        address = reverse("associations:hand_over", args=[household.id])
        sign_in(association_manager).post(address, {"colleague": str(colleague.user_id)})

        assert [one.kind for one in Notice.objects.filter(recipient=caseworker.user)] == ["handed_away"]

    def test_an_absence_is_told_to_whoever_is_said_absent(
        self,
        household: Household,
        caseworker: Membership,
        colleague: Membership,
        association_manager: Membership,
        sign_in: SignIn,
    ) -> None:
        today = timezone.localdate().isoformat()
        typed = {"starts_on": today, "ends_on": today, "colleague": str(colleague.user_id)}
        sign_in(association_manager).post(ABSENCES, {**typed, "absent_colleague": str(caseworker.user_id)})

        assert opens(sign_in(colleague), household)
        assert [one.kind for one in Notice.objects.filter(recipient=caseworker.user)] == ["replaced"]

    def test_her_own_are_no_news(
        self, household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        sign_in(caseworker).post(
            reverse("associations:hand_over", args=[household.id]), {"colleague": str(colleague.user_id)}
        )

        assert not Notice.objects.filter(recipient=caseworker.user).exists()


class TestEmergency:
    TYPED = {"code": "mesange42", "reason": "danger"}

    def test_opens_for_24_hours_and_is_written(
        self, household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        with time_machine.travel("2026-12-01 09:00+01:00", tick=False):
            response = sign_in(colleague).post(EMERGENCY, self.TYPED)
            assert response["Location"] == reverse("associations:household", args=[household.id])
            assert opens(sign_in(colleague), household)
            page = sign_in(caseworker).get(reverse("associations:readers", args=[household.id])).content.decode()
            assert f"{colleague.user.name}, mardi 1er décembre" in page
            assert "Danger immédiat" in page
        with time_machine.travel("2026-12-02 08:59+01:00", tick=False):
            assert opens(sign_in(colleague), household)
        with time_machine.travel("2026-12-02 09:00+01:00", tick=False):
            assert not opens(sign_in(colleague), household)

    @pytest.mark.parametrize("code", ["Pinson 11", "Mésange 43", "x" * 5000, "Mésange\x00 42"])
    def test_what_is_not_of_her_association_and_what_is_nowhere_answer_alike(
        self, household: Household, other_caseworker: Membership, colleague: Membership, sign_in: SignIn, code: str
    ) -> None:
        factories.HouseholdFactory(member=other_caseworker, code="Pinson 11")

        response = sign_in(colleague).post(EMERGENCY, {"code": code, "reason": "danger"})

        assert response.status_code == 422
        assert not EmergencyOpening.objects.exists()

    def test_a_reason_is_asked_for(self, household: Household, colleague: Membership, sign_in: SignIn) -> None:
        response = sign_in(colleague).post(EMERGENCY, {"code": "Mésange 42"})

        assert "Choisissez le motif" in response.content.decode()
        assert not EmergencyOpening.objects.exists()

    def test_codes_are_not_tried_at_random(
        self, household: Household, colleague: Membership, association_manager: Membership, sign_in: SignIn
    ) -> None:
        """Five a day, then the manager is told, once: over 11,000 codes, a few hundred of which serve."""
        client = sign_in(colleague)
        for number in range(5):
            client.post(EMERGENCY, {"code": f"Pinson {number + 10}", "reason": "danger"})

        response = client.post(EMERGENCY, self.TYPED)

        assert "Trop d’essais" in response.content.decode()
        assert not EmergencyOpening.objects.exists()
        client.post(EMERGENCY, self.TYPED)
        told = Notice.objects.filter(recipient=association_manager.user)
        assert [(one.kind, one.reference) for one in told] == [("many_codes", colleague.id)]


def test_whoever_left_and_comes_back_opens_nothing_of_what_she_was_named_for(
    household: Household,
    caseworker: Membership,
    colleague: Membership,
    association_manager: Membership,
    sign_in: SignIn,
) -> None:
    second = factories.HouseholdFactory(member=caseworker, code="Pinson 11")
    name_deputy(household=household, user=colleague.user, by=caseworker)
    open_in_emergency(code="Pinson 11", reason="appel", by=colleague)
    today = timezone.localdate()
    Absence.objects.create(
        association=household.association,
        user=caseworker.user,
        replacement=colleague.user,
        starts_on=today,
        ends_on=today + timedelta(days=90),
    )
    assert opens(sign_in(colleague), household)

    end_membership(membership=colleague, by=association_manager)
    User.objects.filter(id=colleague.user_id).update(is_active=True)
    back = factories.MembershipFactory(user=colleague.user, organisation=caseworker.organisation, role=Role.CASEWORKER)

    assert not opens(sign_in(back), household)
    assert sign_in(back).get(reverse("associations:household", args=[second.id])).status_code == 404


def test_who_opened_it_is_shown_without_any_content(
    household: Household, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    HouseholdDeputy.objects.create(household=household, user=colleague.user)
    sign_in(colleague).get(reverse("associations:household", args=[household.id]))

    page = strip_tags(sign_in(caseworker).get(reverse("associations:readers", args=[household.id])).content.decode())

    assert f"{colleague.user.name}, Association A" in page
    assert "Fiche d’un ménage ouverte" in page


@pytest.mark.parametrize(
    "reader",
    ["colleague", "other_caseworker", "agent", "federation_member", "coordinator", "superuser"],
)
def test_for_everybody_else_there_is_no_trace_of_it(
    reader: str, household: Household, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    """In counts, search, suggestions and errors; the answers are those for a file that never was."""
    if reader == "superuser":
        client = Client()
        client.force_login(factories.UserFactory(is_superuser=True))
    else:
        client = sign_in(request.getfixturevalue(reader))
    parts = ("household", "edit_household", "registrations", "zones", "consents", "paper", "readers", "hand_over")
    for name in parts:
        real = client.get(reverse(f"associations:{name}", args=[household.id]))
        never = client.get(reverse(f"associations:{name}", args=[factories.UserFactory().id]))
        assert real.status_code == never.status_code
        assert real.status_code in ({404} if reader != "superuser" else {302, 404})
        assert strip_tags(real.content.decode()) == strip_tags(never.content.decode())

    asked = [client.get("/"), client.get(LIST), client.post(LIST, {"code": "Mésange 42"})]
    asked.append(client.post(reverse("territories:commune_suggestions"), {"q": "mesange", "lieu": "mesange"}))
    for answer in asked:
        text = strip_tags(answer.content.decode()).replace("par exemple « Mésange 42 »", "")
        assert "Mésange 42" not in text
        assert str(household.id) not in answer.content.decode()
