"""The demonstration: sign in as a persona, confirm oneself by a button, read the mail that was sent."""

import secrets

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.demonstration.mail import letters
from accounts.demonstration.personas import PERSONAS, PERSONAS_BY_SLUG
from accounts.models import User
from accounts.sessions import SECOND_FACTOR


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """One button per persona."""
    if request.method == "POST":
        persona = PERSONAS_BY_SLUG.get(request.POST.get("persona", ""))
        if persona is None:
            raise Http404
        user = get_object_or_404(User, email=persona.email, is_active=True)
        _sign_in(request, user)
        return redirect("home")
    return render(request, "demo/personas.html", {"personas": PERSONAS})


def _sign_in(request: HttpRequest, user: User) -> None:
    """Signs in with both factors taken as given."""
    if not user.has_usable_password():
        # Nobody knows it; without one, allauth finds nothing to ask and never asks a persona to confirm herself.
        user.set_password(secrets.token_urlsafe(32))
        user.save(update_fields=["password"])
    logout(request)
    login(request, user, backend="accounts.backends.EmailBackend")
    request.session[SECOND_FACTOR] = True
    record_authentication(request, user, method="password", reauthenticated=True)


@require_POST
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Stands for password and second factor, which a persona has not; goes back to where she came from, here only."""
    record_authentication(request, request.user, method="password", reauthenticated=True)
    target = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)  # `redirect` would take a word for the name of a view


@login_not_required
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """What the platform sent, newest first."""
    page = Paginator(letters()[::-1], 20).get_page(request.GET.get("page"))
    return render(request, "demo/mails.html", {"page_obj": page})


@login_not_required
@require_safe
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """One message, by its number: no name of a file ever comes from an address."""
    sent = letters()
    if not 1 <= number <= len(sent):
        raise Http404
    return render(request, "demo/mail.html", {"letter": sent[number - 1]})
