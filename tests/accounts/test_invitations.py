"""Invitations: the only way in, 72 hours, once."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, OrganisationKind, Role, User
from accounts.policies import MAX_INVITATIONS
from notifications.models import Notice
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


@pytest.mark.parametrize("role", [Role.FEDERATION, Role.PARTNER])
def test_the_federation_is_told_of_each_new_member_of_its_own(
    role: Role, federation_member: Membership, partner: Membership, sign_in: SignIn
) -> None:
    """Its members decide two by two: whoever lets another address of hers in is seen by her colleagues."""
    organisation = (federation_member if role == Role.FEDERATION else partner).organisation
    third = factories.MembershipFactory(organisation=federation_member.organisation, role=Role.FEDERATION)
    gone = factories.MembershipFactory(
        organisation=federation_member.organisation, role=Role.FEDERATION, ended_at=timezone.now()
    )
    typed = {"email": "nouvelle@exemple.invalid", "role": role, "organisation": organisation.id}
    sign_in(federation_member).post(LIST, typed)
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert link
    visitor = Client()
    visitor.get(link[1])
    visitor.post(reverse("accounts:accept_invitation"), ANSWER)

    new = Membership.objects.get(user__email="nouvelle@exemple.invalid")
    told = role == Role.FEDERATION
    assert [Notice.objects.of(one).count() for one in (federation_member, third)] == [told, told]
    assert not any(Notice.objects.of(one).exists() for one in (new, gone, partner))
    assert ("Une nouvelle collègue" in sign_in(third).get(reverse("notifications:notices")).content.decode()) == told


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
    assert hers.session.is_empty()  # nothing of it is left, in Valkey either
    assert not User.objects.get(pk=caseworker.user_id).is_active


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


def test_nobody_comes_back_by_an_invitation_that_she_sent(
    association_manager: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    other = factories.MembershipFactory(
        organisation=association_manager.organisation,
        role=Role.ASSOCIATION_MANAGER,
        user__email="autre@exemple.invalid",
    )
    link = invited(association_manager, sign_in)

    sign_in(other).post(reverse("accounts:end_membership", args=[association_manager.pk]))

    assert Client().get(link, follow=True).status_code == 404


def test_an_account_taken_back_keeps_its_second_factor(association_manager: Membership, sign_in: SignIn) -> None:
    """Whoever reads her mail in her place does not become her."""
    former = factories.MembershipFactory(
        organisation=association_manager.organisation, role=Role.CASEWORKER, ended_at=timezone.now()
    )
    User.objects.filter(pk=former.user_id).update(is_active=False)
    TOTP.activate(former.user, "JBSWY3DPEHPK3PXP")
    link = invited(association_manager, sign_in, email=former.user.email.upper())
    visitor = Client()
    visitor.get(link)

    visitor.post(reverse("accounts:accept_invitation"), ANSWER)

    assert Membership.objects.active().filter(user=former.user_id).exists()
    for path in ("/", "/menages/", reverse("mfa_activate_totp")):
        assert visitor.get(path).status_code == 302
    assert visitor.get("/").url == reverse("mfa_reauthenticate")  # type: ignore[attr-defined]


def test_a_second_first_manager_does_not_slip_in(federation_member: Membership, sign_in: SignIn) -> None:
    association = factories.AssociationFactory().organisation
    client = sign_in(federation_member)
    for email in ("une@exemple.invalid", "deux@exemple.invalid"):
        client.post(LIST, {"email": email, "organisation": association.pk, "role": Role.ASSOCIATION_MANAGER})
    links = [re.search(r"http://testserver(\S+)", str(message.body))[1] for message in mail.outbox]  # type: ignore[index]

    outcomes = []
    for link in links:
        visitor = Client()
        visitor.get(link)
        outcomes.append(visitor.post(reverse("accounts:accept_invitation"), ANSWER).status_code)

    assert outcomes == [302, 404]
    assert Membership.objects.active().filter(organisation=association).count() == 1


def test_whoever_has_an_access_here_is_not_invited_again(
    association_manager: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    response = sign_in(association_manager).post(
        LIST, {"email": caseworker.user.email.upper(), "role": Role.CASEWORKER}
    )

    assert response.status_code == 422
    assert "a déjà un accès" in response.content.decode()


def test_inviting_again_cancels_the_first_link(association_manager: Membership, sign_in: SignIn) -> None:
    first, second = invited(association_manager, sign_in), invited(association_manager, sign_in)

    assert Client().get(first, follow=True).status_code == 404
    assert Client().get(second, follow=True).status_code == 200


def test_a_manager_cancels_what_a_colleague_sent_and_nobody_else_does(
    association_manager: Membership, bailleur_manager: Membership, sign_in: SignIn
) -> None:
    invited(association_manager, sign_in)
    address = reverse("accounts:revoke_invitation", args=[Invitation.objects.get().pk])
    other = factories.MembershipFactory(organisation=association_manager.organisation, role=Role.ASSOCIATION_MANAGER)

    assert sign_in(bailleur_manager).post(address).status_code == 404
    assert not Invitation.objects.exclude(revoked_at=None).exists()
    assert sign_in(other).post(address).status_code == 302
    assert Invitation.objects.exclude(revoked_at=None).exists()


def test_no_mailbox_is_flooded(association_manager: Membership, sign_in: SignIn) -> None:
    client = sign_in(association_manager)
    for number in range(MAX_INVITATIONS):
        client.post(LIST, {"email": f"n{number % 3}@exemple.invalid", "role": Role.CASEWORKER})

    response = client.post(LIST, {"email": "encore@exemple.invalid", "role": Role.CASEWORKER})

    assert response.status_code == 422
    assert len(mail.outbox) == MAX_INVITATIONS


def test_mail_that_does_not_leave_is_said_and_what_was_typed_is_kept(
    association_manager: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("accounts.actions.invitations.send_mail", refuse)

    response = sign_in(association_manager).post(LIST, {"email": "x@exemple.invalid", "role": Role.CASEWORKER})

    assert response.status_code == 422
    assert "n’a pas pu partir" in response.content.decode()
    assert 'value="x@exemple.invalid"' in response.content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"email": "sans arobase", "role": Role.CASEWORKER},
        {"email": "x" * 20_000 + "@exemple.invalid", "role": Role.CASEWORKER},
        {"email": "x@exemple.invalid", "role": Role.FEDERATION},
        {"email": "x@exemple.invalid\nBcc: y@exemple.invalid", "role": Role.CASEWORKER},
    ],
)
def test_a_wrong_form_says_so(form: dict[str, str], association_manager: Membership, sign_in: SignIn) -> None:
    response = sign_in(association_manager).post(LIST, {"sent": "1", **form})

    assert response.status_code == 422
    assert not mail.outbox


def test_a_broken_organisation_is_no_error(federation_member: Membership, sign_in: SignIn) -> None:
    form = {"email": "x@exemple.invalid", "role": Role.PARTNER, "organisation": "n'importe quoi"}

    assert sign_in(federation_member).post(LIST, form).status_code == 422


def test_the_federation_closes_the_access_of_those_who_have_no_manager(
    federation_member: Membership, partner: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    client = sign_in(federation_member)
    assert partner.user.email in client.get(LIST).content.decode()

    assert client.post(reverse("accounts:end_membership", args=[partner.pk])).status_code == 302
    assert client.post(reverse("accounts:end_membership", args=[caseworker.pk])).status_code == 404
    assert client.post(reverse("accounts:end_membership", args=[federation_member.pk])).status_code == 404
    assert [*Membership.objects.active().order_by("role")] == [caseworker, federation_member]


def test_the_log_holds_no_secret(
    association_manager: Membership, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    link = invited(association_manager, sign_in)
    visitor = Client()

    visitor.get(link, follow=True)
    visitor.get("/compte/invitation/n-importe-quoi/", follow=True)

    secret = link.rstrip("/").rsplit("/", 1)[1]
    assert "invitation/<str:secret>/" in caplog.text
    assert secret not in caplog.text
    assert "n-importe-quoi" not in caplog.text


def test_a_secret_that_opens_nothing_leaves_nothing(db: None) -> None:
    visitor = Client()

    visitor.get(f"/compte/invitation/{'x' * 5_000}/")

    assert "sessionid" not in visitor.cookies


def test_every_person_stands_once_on_the_pages_at_a_fixed_cost(
    federation_member: Membership, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    """Seven: the person, her membership, organisations of the form, count and rows of people, invitations, and, for
    a page beyond the last, nothing more."""
    partners = factories.OrganisationFactory(kind=OrganisationKind.PARTNER, name="Partenaires")
    for number in range(45):
        factories.MembershipFactory(organisation=partners, role=Role.PARTNER, user__name="Homonyme")
        Invitation.objects.create(
            email=f"i{number}@exemple.invalid",
            organisation=partners,
            role=Role.PARTNER,
            secret_digest=number.to_bytes(32, "big"),
            invited_by=federation_member.user,
            expires_at=timezone.now() + timedelta(hours=1),
        )
    client = sign_in(federation_member)
    seen = []
    for page in (1, 2, 3):
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            response = client.get(LIST, {"page": page})
        seen += [member.pk for member in response.context["page_obj"]]

    assert len(seen) == len(set(seen)) == 46
    assert client.get(LIST, {"page": 10**9}).context["page_obj"].number == 3
