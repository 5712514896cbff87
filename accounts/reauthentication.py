"""A recent proof of who is there, before what is most sensitive (design.md 5: under 10 minutes old).

allauth's own decorator would keep a posted form in the session, in clear: here nothing that was typed leaves the page.
"""

from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

CONFIRM_AGAIN = "Confirmez d’abord que c’est bien vous : plus de dix minutes ont passé. Rien n’est perdu."


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether the password or a code was typed in the last 10 minutes (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    return bool(did_recently_reauthenticate(request))


def confirm_first(request: HttpRequest) -> HttpResponse:
    """To the page that asks for it, then back here."""
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
