"""The life of a session: when it began, whether somebody is still there, what belongs to it alone.

Life is a key in Valkey that each activity renews and that expires by itself: a page view writes nothing in PostgreSQL.
An emptied Valkey ends sessions, which errs on the safe side.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User

# Names of fields of a session.
SESSION_MARK = "session_mark"
IDLE_TOKEN = "idle_token"  # noqa: S105 - a name, not a secret
SIGNED_IN_AT = "signed_in_at"
SECOND_FACTOR = "second_factor"
BROWSER = "browser"
# What a user agent holds -> what the browser is called; the first that fits.
FAMILIES = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def session_digest(request: HttpRequest) -> str:
    """64 hexadecimal characters, the same all through one signed-in session and never again.

    Made from a random mark kept in the session rather than from its key, which is a credential and changes at sign-in.
    """
    mark = request.session.get(SESSION_MARK)
    if mark is None:
        mark = request.session[SESSION_MARK] = secrets.token_hex(16)
    return hashlib.sha256(mark.encode()).hexdigest()


def idle_key(token: str) -> str:
    """Name in Valkey of the life of a session."""
    return f"session-alive:{token}"


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Starts both clocks of a session, and forgets what an earlier one on the same browser had proved."""
    for field in (SESSION_MARK, SECOND_FACTOR):
        request.session.pop(field, None)
    token = request.session[IDLE_TOKEN] = secrets.token_hex(16)
    request.session[SIGNED_IN_AT] = int(time.time())
    request.session[BROWSER] = browser_family(request.headers.get("User-Agent", ""))
    cache.set(idle_key(token), 1, settings.SESSION_IDLE_SECONDS)


def is_over(request: HttpRequest, *, active: bool) -> bool:
    """Whether a signed-in session has ended: 15 minutes without activity, or 12 hours after it began.

    `active` renews the 15 minutes. A session that knows nothing of its clocks is over.
    """
    token = request.session.get(IDLE_TOKEN, "")
    began = request.session.get(SIGNED_IN_AT, 0)
    if time.time() - began >= settings.SESSION_COOKIE_AGE:
        return True
    if active:
        return not cache.touch(idle_key(token), settings.SESSION_IDLE_SECONDS)
    return cache.get(idle_key(token)) is None


@receiver(authenticator_added)
def second_factor_activated(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever has just activated her application of codes has typed a code of it."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[SECOND_FACTOR] = True


@dataclass(frozen=True)
class OpenSession:
    """One of a person's sessions. `id` stands for its key, which is a credential and is shown to nobody."""

    id: str
    began: datetime
    browser: str
    here: bool


def browser_family(user_agent: str) -> str:
    """ "Firefox", "Edge sur téléphone": as much as it takes to recognise one's own, no version."""
    family = next((name for mark, name in FAMILIES if mark in user_agent), "Autre navigateur")
    return f"{family} sur téléphone" if "Mobile" in user_agent else family


def sessions_of(user: User, *, here: str | None = None) -> list[OpenSession]:
    """Her sessions that still live, the last begun first; `here` is the key of the one that asks."""
    found = []
    for session, content in _sessions(user):
        if cache.get(idle_key(content.get(IDLE_TOKEN, ""))) is None and session.session_key != here:
            continue
        began = datetime.fromtimestamp(content.get(SIGNED_IN_AT, 0), tz=timezone.get_current_timezone())
        found.append(OpenSession(_public_id(session), began, content.get(BROWSER, ""), session.session_key == here))
    return sorted(found, key=lambda one: (one.began, one.id), reverse=True)


def close_sessions(user: User, *, only: str | None = None, but: str | None = None) -> int:
    """Ends sessions of a person, in PostgreSQL and in Valkey, at once; gives how many.

    All of them, or the one whose public id is `only`, or all `but` the one of that key.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    closed = 0
    for session, _ in _sessions(user):
        if session.session_key == but or only not in (None, _public_id(session)):
            continue
        store(session.session_key).delete()
        closed += 1
    return closed


def _sessions(user: User) -> Iterator[tuple[Session, dict[str, Any]]]:
    """Her sessions with what they hold. They know nobody by a column: all are read, a few dozen at a time of day."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk").iterator():
        content = session.get_decoded()
        if content.get(SESSION_KEY) == str(user.pk):
            yield session, content


def _public_id(session: Session) -> str:
    return hashlib.sha256(str(session.session_key).encode()).hexdigest()[:32]
