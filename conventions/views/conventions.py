"""The conventions, for the federation that runs them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from conventions import actions
from conventions.models import Convention


@requires(Permission.RUN_CONVENTIONS)
@require_safe
def conventions(request: MemberRequest) -> HttpResponse:
    """The latest first, with who signed and since when. Two queries."""
    found = Convention.objects.prefetch_related("signatories__organisation").order_by("-starts_on", "name")
    return render(request, "conventions/conventions.html", {"conventions": found})


@requires(Permission.RUN_CONVENTIONS)
@require_POST
def automatic_order(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = get_object_or_404(Convention, id=convention_id)
    automatic = request.POST.get("partir") == "1"
    actions.let_order_leave(convention=found, automatic=automatic, by=request.member)
    if automatic:
        messages.success(request, "L’ordre proposé partira seul un jour ouvré après une clôture non revue.")
    else:
        messages.success(request, "Plus rien ne part sans vous.")
    return redirect("conventions:conventions")
