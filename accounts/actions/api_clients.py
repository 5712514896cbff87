"""Clients of the REST API: made with their secret, revoked at once."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from allauth.idp.oidc.models import Client
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import ApiClient, IdempotencyRecord, Membership, Organisation
from accounts.policies import check_can_create_client, check_can_manage_client

KEPT_ANSWERS = timedelta(hours=24)
USE_KNOWN_TO = timedelta(minutes=1)


@transaction.atomic
def create_client(
    *, client_id: UUID, name: str, organisation: Organisation, scopes: Sequence[str], by: Membership
) -> tuple[ApiClient, str]:
    """A client and its secret, which nobody can read again. The page draws the id: sent twice, it is one client.

    The second time the secret is empty. Raises policies.NotAllowed.
    """
    check_can_create_client(organisation=organisation, scopes=scopes, by=by)
    known = ApiClient.objects.managed_by(by).filter(id=client_id).first()
    if known is not None:
        return known, ""
    secret = secrets.token_urlsafe(32)
    credentials = Client(
        name=name,
        type=Client.Type.CONFIDENTIAL,
        grant_types=Client.GrantType.CLIENT_CREDENTIALS,
        response_types="",
    )
    credentials.set_scopes(list(scopes))
    credentials.set_default_scopes(list(scopes))
    credentials.set_secret(secret)
    credentials.save()
    client = ApiClient.objects.create(
        id=client_id, organisation=organisation, name=name, credentials=credentials, created_by=by.user
    )
    return client, secret


@transaction.atomic
def revoke_client(*, client: ApiClient, by: Membership) -> None:
    """Its secret and its tokens stop at once. Idempotent. Raises policies.NotAllowed."""
    check_can_manage_client(client=client, by=by)
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    if client.revoked_at is not None:
        return
    credentials = client.credentials
    client.revoked_at, client.revoked_by, client.credentials = timezone.now(), by.user, None
    client.save(update_fields=["revoked_at", "revoked_by", "credentials"])
    if credentials is not None:
        credentials.delete()  # and its tokens with it


def note_use(*, client: ApiClient, now: datetime) -> None:
    """When it was last used, to the minute."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_KNOWN_TO)
    ApiClient.objects.filter(stale, pk=client.pk).update(last_used_at=now)


def forget_answers(*, now: datetime) -> int:
    """Erases the answers kept for `Idempotency-Key` for more than 24 hours; how many."""
    return IdempotencyRecord.objects.older_than(now - KEPT_ANSWERS).delete()[0]
