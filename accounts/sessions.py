"""What belongs to one session only is tied to a digest of it, which tells nothing and opens nothing."""

import hashlib
import secrets

from django.http import HttpRequest

SESSION_MARK = "session_mark"


def session_digest(request: HttpRequest) -> str:
    """64 hexadecimal characters, the same all through one signed-in session and never again.

    Made from a random mark kept in the session rather than from its key, which is a credential and changes at sign-in.
    """
    mark = request.session.get(SESSION_MARK)
    if mark is None:
        mark = request.session[SESSION_MARK] = secrets.token_hex(16)
    return hashlib.sha256(mark.encode()).hexdigest()
