"""The landing page of each role, and the pages that stand apart from any role."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Membership, Role
from accounts.requests import MemberRequest
from home import bailleur, caseworker, coordinator, federation, manager, partner

Context = Callable[[Membership], dict[str, Any]]


# For each role, its template and what fills it.
PAGES: dict[Role, tuple[str, Context]] = {
    Role.CASEWORKER: ("home/caseworker.html", caseworker.context),
    Role.ASSOCIATION_MANAGER: ("home/manager.html", manager.context),
    Role.BAILLEUR_AGENT: ("home/bailleur.html", bailleur.context),
    Role.BAILLEUR_MANAGER: ("home/bailleur.html", bailleur.context),
    Role.FEDERATION: ("home/federation.html", federation.context),
    Role.COORDINATOR: ("home/coordinator.html", coordinator.context),
    Role.PARTNER: ("home/partner.html", partner.context),
}


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """« À faire »: what waits for this reader today, never a menu."""
    member: Membership | None = request.member
    if member is None:
        return render(request, "home/no_organisation.html")
    template, context = PAGES[Role(member.role)]
    return render(request, template, context(member))


@require_safe
def awake(request: HttpRequest) -> HttpResponse:
    """« Rester connectée »: the request itself renews the session."""
    return HttpResponse(status=204)


@login_not_required
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Data sources, personal data, accessibility."""
    return render(request, "mentions.html")


@login_not_required
@require_safe
def pause(request: HttpRequest) -> HttpResponse:
    """Where « Quitter rapidement » leads: a page that says nothing of the platform."""
    return render(request, "home/pause.html")
