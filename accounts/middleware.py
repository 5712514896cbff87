"""What each request must pass: a session that still lives, a second factor, an organisation.

Order (settings): SessionLife, then Django's LoginRequired, then SecondFactor, then Member.
"""

import secrets
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import Membership

GetResponse = Callable[[HttpRequest], HttpResponse]
IDLE_TOKEN = "idle_token"  # noqa: S105 - the name of a session field
SECOND_FACTOR = "second_factor"
# A page that asks for news by itself is no activity: it sends this header.
POLLING_HEADER = "X-Polling"


def idle_key(token: str) -> str:
    return f"session-alive:{token}"


class SessionLifeMiddleware:
    """Ends a session left alone for 15 minutes (settings.SESSION_IDLE_SECONDS).

    Life is a key in Valkey that each activity renews and that expires by itself: a page view writes nothing in
    PostgreSQL. An emptied Valkey ends sessions, which errs on the safe side.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("_auth_user_id"):
            token = request.session.get(IDLE_TOKEN)
            if token is None:
                token = request.session[IDLE_TOKEN] = secrets.token_hex(16)
                cache.set(idle_key(token), 1, settings.SESSION_IDLE_SECONDS)
            elif request.headers.get(POLLING_HEADER):
                if cache.get(idle_key(token)) is None:
                    self._end(request)
            elif not cache.touch(idle_key(token), settings.SESSION_IDLE_SECONDS):
                self._end(request)
        response = self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            # Browsers are shared: at sign-out they forget what they kept of us.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    @staticmethod
    def _end(request: HttpRequest) -> None:
        logout(request)
        messages.info(request, "Votre session s’est fermée après 15 minutes sans activité. Reconnectez-vous.")


class SecondFactorMiddleware:
    """Sends whoever has no second factor to its activation: nothing else opens before (CNIL, March 2025)."""

    allowed_prefixes = ("/compte/", "/static/", "/healthz", "/readyz", "/mentions/", "/pause/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.user.is_authenticated
            and not request.session.get(SECOND_FACTOR)
            and not request.path.startswith(self.allowed_prefixes)
        ):
            if not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
                return redirect("mfa_activate_totp")
            request.session[SECOND_FACTOR] = True
        return self.get_response(request)


class MemberMiddleware:
    """Puts `request.member`, the reader's one active membership with its organisation, or None."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = (  # type: ignore[attr-defined]
            Membership.objects.active().with_context().filter(user=request.user).first()
            if request.user.is_authenticated
            else None
        )
        return self.get_response(request)
