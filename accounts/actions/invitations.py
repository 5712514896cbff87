"""Invitations and memberships: who comes in, who leaves."""

import hashlib
import secrets
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Decision, Invitation, Membership, Organisation, User
from accounts.policies import (
    OVER,
    NotAllowed,
    check_can_accept,
    check_can_end,
    check_can_invite,
    check_can_revoke,
    earlier_account,
)
from accounts.sessions import close_sessions
from accounts.signals import membership_ended, membership_started


class MailNotSent(Exception):
    """The invitation is written, its message did not leave: the person may be invited again."""


def digest(secret: str) -> bytes:
    """What the database keeps of an invitation's secret: SHA-256, enough for 32 random bytes."""
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def invite(*, email: str, organisation: Organisation, role: str, by: Membership, site: str) -> Invitation:
    """Invites somebody by e-mail, for 72 hours. An earlier open invitation of the same address is cancelled.

    `site` is the address of the platform ("https://host"), for the link. Raises policies.NotAllowed, and MailNotSent
    once committed. The message leaves from here and not from a task: a task's argument would hold the secret.
    """
    now = timezone.now()
    check_can_invite(email=email, organisation=organisation, role=role, by=by, now=now)
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
    transaction.on_commit(lambda: send_invitation(email, link))
    return invitation


def send_invitation(email: str, link: str) -> None:
    """Neutral, as every message: neither name, nor place, nor what the platform is for."""
    body = render_to_string("accounts/email/invitation.txt", {"link": link, "hours": settings.INVITATION_HOURS})
    try:
        send_mail("Votre accès à un espace de travail", body, settings.DEFAULT_FROM_EMAIL, [email])
    except (SMTPException, OSError):
        # Without its cause, which holds the address.
        raise MailNotSent from None


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Membership) -> None:
    """Cancels an invitation that nobody used; one that is over stays as it is. Raises policies.NotAllowed."""
    check_can_revoke(invitation=invitation, by=by)
    now = timezone.now()
    Invitation.objects.open_at(now).filter(pk=invitation.pk).update(revoked_at=now)


def accept_invitation(*, invitation: Invitation, name: str, work_phone: str, password: str) -> Membership:
    """Makes the account and the membership; the invitation is used up. Raises policies.NotAllowed.

    Whoever holds an address that had an account takes it back, with its second factor: to reset that one is another
    matter, which takes two people. There is no `by`: whoever holds the link acts.
    """
    try:
        with transaction.atomic():
            return _accept(invitation.pk, name, work_phone, password)
    except IntegrityError as error:
        # Two invitations of one address accepted at the same instant: one account, one active membership.
        raise NotAllowed(OVER) from error


def _accept(pk: UUID, name: str, work_phone: str, password: str) -> Membership:
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    now = timezone.now()
    check_can_accept(invitation=invitation, now=now)
    user = earlier_account(invitation) or User(email=invitation.email)
    user.name, user.work_phone, user.is_active = name, work_phone, True
    user.set_password(password)
    user.save()
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    membership = Membership.objects.create(user=user, organisation=invitation.organisation, role=invitation.role)
    membership_started.send(sender=Membership, membership=membership)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Membership) -> None:
    """Ends a membership; the account closes, her sessions and the invitations she sent with it, at once.

    Raises policies.NotAllowed.
    """
    check_can_end(membership=membership, by=by)
    now = timezone.now()
    Membership.objects.active().filter(pk=membership.pk).update(ended_at=now)
    User.objects.filter(pk=membership.user_id).update(is_active=False)
    # Or she would come back by an invitation of her own making.
    Invitation.objects.open_at(now).filter(invited_by=membership.user_id).update(revoked_at=now)
    # Nor does a reset decided here follow her elsewhere.
    theirs = Decision.objects.pending().filter(user=membership.user_id)
    theirs.update(called_off_by=by.user, called_off_at=now)
    membership_ended.send(sender=Membership, membership=membership)
    transaction.on_commit(lambda: close_sessions(membership.user))
