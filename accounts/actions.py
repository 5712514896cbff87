"""Every write on accounts: invitations, memberships, sessions."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, Organisation, User
from accounts.policies import check_can_accept, check_can_invite


def digest(secret: str) -> bytes:
    """What the database keeps of an invitation's secret: SHA-256, enough for 32 random bytes."""
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def invite(*, email: str, organisation: Organisation, role: str, by: Membership, site: str) -> Invitation:
    """Invites somebody by e-mail, for 72 hours. An earlier open invitation of the same address is cancelled.

    `site` is the address of the platform ("https://host"), for the link. Raises policies.NotAllowed.
    """
    check_can_invite(organisation=organisation, role=role, by=by)
    now = timezone.now()
    Invitation.objects.open_at(now).filter(email__iexact=email, organisation=organisation).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        organisation=organisation,
        role=role,
        secret_digest=digest(secret),
        invited_by=by.user,
        expires_at=now + timedelta(hours=settings.INVITATION_HOURS),
    )
    link = site + reverse("accounts:invitation_link", args=[secret])
    transaction.on_commit(lambda: _send_invitation(email, link))
    return invitation


def _send_invitation(email: str, link: str) -> None:
    """Neutral, as every message: neither name, nor place, nor what the platform is for."""
    body = render_to_string("accounts/email/invitation.txt", {"link": link, "hours": settings.INVITATION_HOURS})
    send_mail("Votre accès à un espace de travail", body, settings.DEFAULT_FROM_EMAIL, [email])


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Membership) -> None:
    """Cancels an invitation that nobody used."""
    now = timezone.now()
    Invitation.objects.open_at(now).filter(pk=invitation.pk).update(revoked_at=now)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, work_phone: str, password: str) -> Membership:
    """Makes the account and the membership; the invitation is used up. Raises policies.NotAllowed.

    Whoever holds the invited address again (she left an organisation before) takes her account back.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    now = timezone.now()
    check_can_accept(invitation=invitation, now=now)
    user = User.objects.filter(email__iexact=invitation.email).first() or User(email=invitation.email)
    user.name, user.work_phone, user.is_active = name, work_phone, True
    user.set_password(password)
    user.save()
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return Membership.objects.create(user=user, organisation=invitation.organisation, role=invitation.role)


@transaction.atomic
def end_membership(*, membership: Membership, by: Membership) -> None:
    """Ends a membership; the person's account closes and her sessions with it, at once."""
    Membership.objects.active().filter(pk=membership.pk).update(ended_at=timezone.now())
    User.objects.filter(pk=membership.user_id).update(is_active=False)
    transaction.on_commit(lambda: _close_sessions(membership.user))


def _close_sessions(user: User) -> None:
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk").iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
