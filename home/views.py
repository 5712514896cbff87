"""The landing page of each role, and the pages that stand apart from any role."""

import io
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Membership, Role
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from home import bailleur, caseworker, coordinator, federation, manager, operation_words, operator, partner, results
from home.forms import YearForm

Context = Callable[[Membership], dict[str, Any]]


# For each role, its template and what fills it.
PAGES: dict[Role, tuple[str, Context]] = {
    Role.CASEWORKER: ("home/caseworker.html", caseworker.context),
    Role.ASSOCIATION_MANAGER: ("home/manager.html", manager.context),
    Role.BAILLEUR_AGENT: ("home/bailleur.html", bailleur.context),
    Role.BAILLEUR_MANAGER: ("home/bailleur.html", bailleur.manager_context),
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


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def union(request: MemberRequest) -> HttpResponse:
    """A convention one follows, year by year. What is asked in the address and does not exist answers 404."""
    form = YearForm(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    found = coordinator.union_context(request.member, convention=asked["convention"], number=asked["annee"])
    if found is None:
        raise Http404
    return render(request, "home/union.html", found)


@requires(Permission.READ_OWN_RESULTS)
@require_safe
def own_results(request: MemberRequest) -> HttpResponseBase:
    """A landlord's own results as a spreadsheet, for its manager."""
    return FileResponse(
        io.BytesIO(results.workbook(request.member.organisation_id)), as_attachment=True, filename="resultats.xlsx"
    )


@requires(Permission.WATCH_PLATFORM)
@require_safe
def operation(request: MemberRequest) -> HttpResponse:
    """How the installation fares, in words: what `operator_status` says in a terminal."""
    lines = sorted(operation_words.lines(operator.status()), key=lambda line: not line.trouble)  # what to do first
    troubles = sum(bool(line.trouble) for line in lines)
    return render(request, "home/operation.html", {"lines": lines, "troubles": troubles})


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
