"""Invitations: the only way in, 72 hours, once."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, Role
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/compte/invitations/"
ANSWER = {
    "name": "Agente",
    "work_phone": "03 20 12 34 56",
    "password": "cheval lampe tram jeudi",
    "again": "cheval lampe tram jeudi",
}


def invited(manager: Membership, sign_in: SignIn, email: str = "nouvelle@exemple.invalid") -> str:
    """Invites a caseworker and returns the path of the link that the e-mail carries."""
    client = sign_in(manager)
    response = client.post(LIST, {"email": email, "role": Role.CASEWORKER})
    assert response.status_code == 302
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_an_invited_person_makes_her_account_and_must_activate_a_second_factor(
    association_manager: Membership, sign_in: SignIn
) -> None:
    link = invited(association_manager, sign_in)
    visitor = Client()

    assert visitor.get(link).url == reverse("accounts:accept_invitation")  # type: ignore[attr-defined]
    response = visitor.post(reverse("accounts:accept_invitation"), ANSWER, follow=True)

    assert response.request["PATH_INFO"] == reverse("mfa_activate_totp")
    membership = Membership.objects.active().get(user__email="nouvelle@exemple.invalid")
    assert (membership.organisation, membership.role) == (association_manager.organisation, Role.CASEWORKER)
    assert visitor.get("/logements/").url == reverse("mfa_activate_totp")  # type: ignore[attr-defined]


def test_the_mail_says_nothing(association_manager: Membership, sign_in: SignIn) -> None:
    invited(association_manager, sign_in)
    message = mail.outbox[-1]
    text = f"{message.subject} {message.body}".lower()

    for word in ("violence", "logement", "femme", association_manager.organisation.name.lower()):
        assert word not in text


@pytest.mark.parametrize("spoil", ["used", "revoked", "stale", "unknown"])
def test_an_invitation_that_is_over_says_one_and_the_same(
    spoil: str, association_manager: Membership, sign_in: SignIn
) -> None:
    link = invited(association_manager, sign_in)
    now = timezone.now()
    if spoil == "used":
        Invitation.objects.update(accepted_at=now)
    elif spoil == "revoked":
        Invitation.objects.update(revoked_at=now)
    elif spoil == "stale":
        Invitation.objects.update(expires_at=now - timedelta(seconds=1))
    else:
        link = "/compte/invitation/n-importe-quoi/"

    response = Client().get(link, follow=True)

    assert response.status_code == 404
    assert "Cette invitation n’est pas valable" in response.content.decode()


def test_an_invitation_is_used_once(association_manager: Membership, sign_in: SignIn) -> None:
    link = invited(association_manager, sign_in)
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    first.post(reverse("accounts:accept_invitation"), ANSWER)

    response = second.post(reverse("accounts:accept_invitation"), ANSWER)

    assert response.status_code == 404
    assert Membership.objects.filter(user__email="nouvelle@exemple.invalid").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("password", "court", "trop court"),
        ("again", "une autre phrase entière", "diffèrent"),
        ("work_phone", "n’importe quoi", "numéro de téléphone"),
        ("name", "x" * 20_000, "120"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    field: str, value: str, message: str, association_manager: Membership, sign_in: SignIn
) -> None:
    link = invited(association_manager, sign_in)
    visitor = Client()
    visitor.get(link)

    response = visitor.post(reverse("accounts:accept_invitation"), {**ANSWER, field: value})

    assert response.status_code == 422
    assert message in response.content.decode()
    if field != "name":
        assert "Agente" in response.content.decode()


def test_a_manager_invites_nobody_elsewhere(
    association_manager: Membership, other_caseworker: Membership, sign_in: SignIn
) -> None:
    """An organisation slipped into the form changes nothing: the form has no such field for her."""
    client = sign_in(association_manager)

    client.post(
        LIST, {"email": "x@exemple.invalid", "role": Role.CASEWORKER, "organisation": other_caseworker.organisation.pk}
    )

    assert Invitation.objects.get().organisation == association_manager.organisation


def test_the_federation_invites_the_first_manager_only(federation_member: Membership, sign_in: SignIn) -> None:
    association = factories.AssociationFactory()
    client = sign_in(federation_member)
    form = {"email": "x@exemple.invalid", "organisation": association.organisation.pk}

    assert client.post(LIST, {**form, "role": Role.CASEWORKER}).status_code == 422
    assert client.post(LIST, {**form, "role": Role.ASSOCIATION_MANAGER}).status_code == 302
    factories.MembershipFactory(organisation=association.organisation, role=Role.ASSOCIATION_MANAGER)
    response = client.post(LIST, {**form, "email": "y@exemple.invalid", "role": Role.ASSOCIATION_MANAGER})

    assert response.status_code == 422
    assert "a déjà une responsable" in response.content.decode()


def test_those_who_may_not_invite_find_no_page(
    caseworker: Membership, agent: Membership, coordinator: Membership, partner: Membership, sign_in: SignIn
) -> None:
    for member in (caseworker, agent, coordinator, partner):
        assert sign_in(member).get(LIST).status_code == 404


def test_ending_a_membership_closes_her_sessions_at_once(
    association_manager: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    hers = sign_in(caseworker)
    assert hers.get("/mentions/").status_code == 200

    sign_in(association_manager).post(reverse("accounts:end_membership", args=[caseworker.pk]))

    assert hers.get("/").status_code == 302
    assert Authenticator.objects.count() == 0


def test_a_manager_ends_no_membership_elsewhere(
    association_manager: Membership, other_caseworker: Membership, sign_in: SignIn
) -> None:
    response = sign_in(association_manager).post(reverse("accounts:end_membership", args=[other_caseworker.pk]))

    assert response.status_code == 404
    assert Membership.objects.active().filter(pk=other_caseworker.pk).exists()


def test_an_invitation_lasts_72_hours(association_manager: Membership, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=71), tick=True):
        link = invited(association_manager, sign_in)

    assert Client().get(link, follow=True).status_code == 200
