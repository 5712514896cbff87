"""What each request must pass: a session that still lives, a second factor, an organisation.

Order (settings): SessionLife, then SignIn, then SecondFactor, then Member.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRefresh

from accounts.models import Membership
from accounts.sessions import SECOND_FACTOR, is_over

GetResponse = Callable[[HttpRequest], HttpResponse]
# A page that asks for news by itself is no activity: it sends this header.
POLLING_HEADER = "X-Polling"


class SessionLifeMiddleware:
    """Ends a session left alone for 15 minutes, or 12 hours old (accounts.sessions)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = request.session.get(SESSION_KEY)
        if before and is_over(request, active=POLLING_HEADER not in request.headers):
            logout(request)
            messages.info(
                request,
                "Votre session s’est fermée (15 minutes sans activité, ou 12 heures depuis la connexion). "
                "Reconnectez-vous.",
            )
        response = self.get_response(request)
        if before and not request.session.get(SESSION_KEY):
            # Browsers are shared: once signed out, they forget what they kept of us.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page; all pages but those marked `login_not_required` are closed to them."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        refusal: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is None:
            return None
        if request.headers.get("HX-Request"):
            # Part of a page was asked for: the whole page starts again, rather than hold a sign-in form in its middle.
            return HttpResponseClientRefresh()
        if request.method not in {"GET", "HEAD"}:
            return redirect(self.get_login_url(view_func))  # what was posted does not come back by its address
        return refusal


class SecondFactorMiddleware:
    """Without a second factor proved in this very session, nothing opens but what leads to it (CNIL, March 2025)."""

    # Public pages (`login_not_required`) stay open too.
    open_addresses = frozenset(
        {"account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate", "demo_reauthenticate"}
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.session.get(SECOND_FACTOR):
            records = get_authentication_records(request, request.user)
            if any(record["method"] == "mfa" for record in records):
                request.session[SECOND_FACTOR] = True
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if (
            not request.user.is_authenticated
            or request.session.get(SECOND_FACTOR)
            or not getattr(view_func, "login_required", True)
            or (request.resolver_match and request.resolver_match.url_name in self.open_addresses)
        ):
            return None
        if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_reauthenticate")  # it exists, but was not shown in this session
        return redirect("mfa_activate_totp")


class MemberMiddleware:
    """Puts `request.member`, the reader's one active membership with its organisation, or None."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = (  # type: ignore[attr-defined]
            Membership.objects.active().with_context().filter(user=request.user).first()
            if request.user.is_authenticated and request.session.get(SECOND_FACTOR)
            else None
        )
        return self.get_response(request)
