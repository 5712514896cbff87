"""Keeping the places of a search, sealed, until its author's session ends."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.encryption import CannotOpen, Place, keyring
from offers.models import PrivateSearch
from offers.search.criteria import PrivateCriteria

MOST_KEPT = 5


class NoSuchSearch(Exception):
    """The id is broken, somebody else's, or its session is over: for this reader no such search exists."""


def _place(search_id: uuid.UUID) -> Place:
    return Place("offers_privatesearch", str(search_id), "sealed")


@transaction.atomic
def remember(*, user: User, session_digest: str, criteria: PrivateCriteria) -> uuid.UUID:
    """Seals the places of a search and returns the opaque id that stands for them; a session keeps its last 5."""
    search_id = uuid.uuid4()
    PrivateSearch.objects.create(
        id=search_id,
        user=user,
        session_digest=session_digest,
        sealed=keyring().seal(criteria.to_bytes(), _place(search_id)),
        expires_at=timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    kept = PrivateSearch.objects.readable_by(user, session_digest).order_by("-expires_at", "id")
    PrivateSearch.objects.filter(id__in=list(kept.values_list("id", flat=True)[MOST_KEPT:])).delete()
    return search_id


def recall(*, user: User, session_digest: str, search_id: str) -> PrivateCriteria:
    """The places behind an id, for its author in the same session. Raises NoSuchSearch."""
    try:
        key = uuid.UUID(search_id)
    except ValueError as error:
        raise NoSuchSearch from error
    row = PrivateSearch.objects.readable_by(user, session_digest).filter(id=key).first()
    if row is None or row.expires_at <= timezone.now():
        raise NoSuchSearch
    try:
        return PrivateCriteria.from_bytes(keyring().open(bytes(row.sealed), _place(key)))
    except (CannotOpen, LookupError, TypeError, ValueError) as error:
        # Sealed by an older version, or naming what exists no more: gone rather than half understood.
        raise NoSuchSearch from error


def erase_session(*, session_digest: str) -> None:
    """Forgets the searches of a session that ends."""
    PrivateSearch.objects.filter(session_digest=session_digest).delete()


def erase_ended(*, now: datetime) -> int:
    """Forgets the searches of sessions that ended by themselves; how many there were."""
    return PrivateSearch.objects.ended(now).delete()[0]
