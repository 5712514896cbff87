"""The first person of the federation, whom nobody can invite yet: the operator does, once."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.invitations import digest, send_invitation
from accounts.models import Invitation, Membership, Organisation, OrganisationKind, Role, User
from accounts.policies import NotAllowed


@transaction.atomic
def found_federation(*, name: str, email: str, site: str) -> Invitation:
    """Makes the federation and invites its first person, as anybody is: by a link that she alone receives.

    There is no `by`: it works as long as nobody of a federation has an access, and never after. Until then it may be
    run again: the earlier link is cancelled. `site` as for `invite`. Raises NotAllowed, and MailNotSent once
    committed.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise NotAllowed("Cette adresse électronique n’est pas valable.") from error
    if Membership.objects.active().filter(role=Role.FEDERATION).exists():
        raise NotAllowed("La fédération a déjà un accès : c’est elle qui invite.")
    name = name.strip()
    longest = Organisation._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        raise NotAllowed(f"Le nom de la fédération tient en {longest} caractères.")
    federation = Organisation.objects.filter(kind=OrganisationKind.FEDERATION).order_by("id").first()
    if federation is None:
        federation = Organisation.objects.create(kind=OrganisationKind.FEDERATION, name=name)
    now = timezone.now()
    Invitation.objects.open_at(now).filter(organisation=federation).update(revoked_at=now)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        # Closed, without a password: her invitation opens it.
        user = User.objects.create_user(email, None, is_active=False)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        organisation=federation,
        role=Role.FEDERATION,
        secret_digest=digest(secret),
        invited_by=user,
        expires_at=now + timedelta(hours=settings.INVITATION_HOURS),
    )
    link = site + reverse("accounts:invitation_link", args=[secret])
    transaction.on_commit(lambda: send_invitation(email, link))
    return invitation
