"""The demonstration: sign in as a persona, confirm oneself by a button, read the mail that was sent."""

import email
import email.policy
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.demonstration.personas import PERSONAS, PERSONAS_BY_SLUG
from accounts.middleware import SECOND_FACTOR
from accounts.models import User


@login_not_required
@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """One button per persona."""
    if request.method == "POST":
        persona = PERSONAS_BY_SLUG.get(request.POST.get("persona", ""))
        user = User.objects.filter(email=persona.email, is_active=True).first() if persona else None
        if user is None:
            raise Http404
        login(request, user, backend="accounts.backends.EmailBackend")
        request.session[SECOND_FACTOR] = True
        record_authentication(request, user, method="password", reauthenticated=True)
        return redirect("home")
    return render(request, "demo/personas.html", {"personas": PERSONAS})


@require_POST
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Stands for password and second factor, which a persona has not."""
    record_authentication(request, request.user, method="password", reauthenticated=True)
    target = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return redirect(target)


def _mail_files() -> list[Path]:
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name))


@login_not_required
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """What the platform sent, newest first."""
    read = [(number, _read(file)) for number, file in enumerate(_mail_files(), start=1)]
    return render(request, "demo/mails.html", {"mails": list(reversed(read))})


@login_not_required
@require_GET
def mail(request: HttpRequest, number: int) -> HttpResponse:
    files = _mail_files()
    if not 1 <= number <= len(files):
        raise Http404
    return render(request, "demo/mail.html", {"mail": _read(files[number - 1])})


def _read(file: Path) -> dict[str, str]:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    return {
        "subject": str(message["Subject"]),
        "to": str(message["To"]),
        "date": str(message["Date"]),
        "body": body.get_content().split("\n-----")[0] if body else "",
    }
