"""The life of a session: when it began, whether somebody is still there, what belongs to it alone.

Life is a key in Valkey that each activity renews and that expires by itself: a page view writes nothing in PostgreSQL.
An emptied Valkey ends sessions, which errs on the safe side.
"""

import hashlib
import secrets
import time
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


def close_sessions(user: User) -> None:
    """Ends every session of a person, in PostgreSQL and in Valkey, at once."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk").iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(session.session_key).delete()
