"""A second factor reset, as any decision: two people, then 24 hours in which anybody concerned may say no."""

import re
import secrets
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts import tasks
from accounts.actions import carry_out_due, end_membership
from accounts.models import Decision, Invitation, Membership, Role, User
from accounts.tasks import carry_out_decisions
from associations.models import Association
from notifications.models import Notice
from notifications.tasks import sweep
from tests import factories
from tests.accounts.deciding import LIST, ask, confirm, has_factor, later
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def invited(by: Membership, person: Membership) -> None:
    """As the row that her acceptance leaves behind."""
    Invitation.objects.create(
        email=person.user.email.upper(),
        organisation=person.organisation,
        role=person.role,
        secret_digest=secrets.token_bytes(32),
        invited_by=by.user,
        expires_at=timezone.now(),
        accepted_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("asker", "confirmer", "agreed"),
    [
        ("federation_member", "second", True),
        ("association_manager", "federation_member", True),
        ("federation_member", "association_manager", True),
        ("federation_member", "federation_member", False),
        ("association_manager", "association_manager", False),
        ("federation_member", "lost", False),
    ],
)
def test_a_reset_takes_two_people_one_of_the_federation(
    asker: str, confirmer: str, agreed: bool, lost: Membership, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    decision = ask(sign_in(request.getfixturevalue(asker)), lost)

    confirm(sign_in(request.getfixturevalue(confirmer)), decision)

    with later(25):
        carry_out_decisions()
    assert has_factor(lost) is not agreed


def test_two_managers_of_one_organisation_are_not_enough(
    association_manager: Membership, lost: Membership, sign_in: SignIn
) -> None:
    other = factories.MembershipFactory(organisation=lost.organisation, role=Role.ASSOCIATION_MANAGER)
    decision = ask(sign_in(association_manager), lost)

    shown = confirm(sign_in(other), decision)

    assert "fédération doit confirmer" in shown


class TestWhoWasInvitedByWhom:
    """Whoever invited a second address of her own would be two people."""

    @pytest.fixture
    def third(self, federation_member: Membership) -> Membership:
        return factories.MembershipFactory(organisation=federation_member.organisation, role=Role.FEDERATION)

    @pytest.mark.django_db(transaction=True)
    def test_an_address_that_she_invited_does_not_confirm_what_she_asks(
        self, federation_member: Membership, third: Membership, lost: Membership, sign_in: SignIn
    ) -> None:
        """From the invitation itself on, as she would do it."""
        asker = sign_in(federation_member)
        organisation, email = federation_member.organisation, "autre.boite@exemple.invalid"
        asker.post(
            reverse("accounts:invitations"),
            {"email": email, "role": Role.FEDERATION, "organisation": organisation.id},
        )
        link = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
        assert link
        visitor = Client()
        visitor.get(link[1])
        password = "cheval lampe tram jeudi"
        accepted = {"name": "Autre", "work_phone": "03 20 12 34 56", "password": password, "again": password}
        visitor.post(reverse("accounts:accept_invitation"), accepted)
        own = Membership.objects.get(user__email=email)
        decision = ask(asker, lost)

        shown = confirm(sign_in(own), decision)

        assert "invitée par l’autre" in shown
        assert Decision.objects.get().confirmed_at is None
        confirm(sign_in(third), decision)
        assert Decision.objects.get().confirmed_by == third.user

    @pytest.mark.parametrize("reverse_way", [False, True])
    @pytest.mark.parametrize("through", [False, True])
    def test_directly_or_through_others_either_way(
        self,
        reverse_way: bool,
        through: bool,
        federation_member: Membership,
        second: Membership,
        third: Membership,
        lost: Membership,
        sign_in: SignIn,
    ) -> None:
        if through:
            invited(federation_member, third)
            invited(third, second)
        else:
            invited(federation_member, second)
        asker, confirmer = (second, federation_member) if reverse_way else (federation_member, second)
        decision = ask(sign_in(asker), lost)

        confirm(sign_in(confirmer), decision)

        assert Decision.objects.get().confirmed_at is None

    def test_nor_does_a_manager_that_she_invited(
        self,
        federation_member: Membership,
        third: Membership,
        association_manager: Membership,
        lost: Membership,
        sign_in: SignIn,
    ) -> None:
        invited(federation_member, association_manager)
        decision = ask(sign_in(association_manager), lost)

        confirm(sign_in(federation_member), decision)
        assert Decision.objects.get().confirmed_at is None

        confirm(sign_in(third), decision)
        assert Decision.objects.get().confirmed_by == third.user

    def test_two_that_the_same_person_invited_decide_together(
        self,
        federation_member: Membership,
        second: Membership,
        third: Membership,
        lost: Membership,
        sign_in: SignIn,
    ) -> None:
        invited(federation_member, federation_member)  # the first one: no one else could invite her
        invited(federation_member, second)
        invited(federation_member, third)

        confirm(sign_in(third), ask(sign_in(second), lost))

        assert Decision.objects.get().confirmed_by == third.user

    def test_a_federation_of_two_still_decides(
        self, federation_member: Membership, second: Membership, lost: Membership, sign_in: SignIn
    ) -> None:
        invited(federation_member, second)
        gone = factories.MembershipFactory(organisation=second.organisation, role=Role.FEDERATION)
        end_membership(membership=gone, by=second)

        confirm(sign_in(second), ask(sign_in(federation_member), lost))

        assert Decision.objects.get().confirmed_by == second.user


def test_nothing_happens_before_24_hours_then_her_sessions_close(
    federation_member: Membership,
    second: Membership,
    lost: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    confirm(sign_in(second), ask(sign_in(federation_member), lost))
    with later(23):
        carry_out_decisions()
        assert has_factor(lost)
    with later(24):
        hers = sign_in(lost)
        with django_capture_on_commit_callbacks(execute=True):
            carry_out_decisions()
            carry_out_decisions()
        assert hers.get("/menages/")["Location"].startswith("/compte/login/")

    assert not has_factor(lost)
    assert Decision.objects.get().done_at is not None


def test_she_says_no_in_time(
    federation_member: Membership, second: Membership, lost: Membership, sign_in: SignIn
) -> None:
    decision = ask(sign_in(federation_member), lost)
    confirm(sign_in(second), decision)
    hers = sign_in(lost)
    assert "Dire non" in hers.get(LIST).content.decode()

    hers.post(reverse("accounts:refuse_decision", args=[decision.id]))  # type: ignore[union-attr]

    with later(30):
        carry_out_decisions()
    assert has_factor(lost)
    assert "abandonnée par" in hers.get(LIST).content.decode()


def test_all_concerned_are_told_at_each_step_in_neutral_words(
    federation_member: Membership,
    second: Membership,
    association_manager: Membership,
    lost: Membership,
    sign_in: SignIn,
) -> None:
    decision = ask(sign_in(federation_member), lost)
    confirm(sign_in(second), decision)
    with later(25):
        carry_out_decisions()
    sweep()

    for member in (federation_member, second, association_manager, lost):
        assert Notice.objects.of(member).count() == 3
    assert {message.to[0] for message in mail.outbox} >= {lost.user.email}
    assert not any("facteur" in f"{message.subject}{message.body}" for message in mail.outbox)


def test_for_herself_nobody_asks_and_twice_is_once(
    federation_member: Membership, lost: Membership, sign_in: SignIn
) -> None:
    client = sign_in(federation_member)
    ask(client, federation_member)
    assert not Decision.objects.exists()
    ask(client, lost)
    ask(client, lost)

    assert Decision.objects.count() == 1


def test_one_that_fails_keeps_no_other_waiting_and_its_words_out_of_the_log(
    federation_member: Membership,
    second: Membership,
    lost: Membership,
    colleague: Membership,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    TOTP.activate(colleague.user, generate_totp_secret())
    client = sign_in(federation_member)
    for membership in (lost, colleague):
        confirm(sign_in(second), ask(client, membership))
    first = Decision.objects.order_by("id").values_list("id", flat=True)[0]

    def carry_out(*, decision_id: UUID) -> bool:
        if decision_id == first:
            raise RuntimeError("Key (email)=(quelquune@exemple.invalid) already exists")
        return carry_out_due(decision_id=decision_id)

    monkeypatch.setattr(tasks, "carry_out_due", carry_out)
    with later(25):
        carry_out_decisions()

    assert [one.id for one in Decision.objects.pending()] == [first]
    written = caplog.text
    assert "decision_failed" in written
    assert "RuntimeError" in written
    assert "quelquune" not in written


def test_one_about_somebody_who_left_is_over(
    lost: Membership,
    association_manager: Membership,
    other_association: Association,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    """Or her former manager would reset the second factor that she has at her next employer's."""
    decision = ask(sign_in(federation_member), lost)
    end_membership(membership=lost, by=association_manager)
    User.objects.filter(id=lost.user_id).update(is_active=True)
    factories.MembershipFactory(user=lost.user, organisation=other_association.organisation)

    confirm(sign_in(association_manager), decision)
    with later(25):
        carry_out_decisions()

    assert has_factor(lost)
