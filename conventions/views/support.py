"""Households accompanied, referrals: an association's own counts, exactly; for others the totals they may read."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from conventions import actions
from conventions.forms.support import SupportForm, initial_of
from conventions.models import SupportCount, SupportKind
from conventions.support import TARGET, Shown, shown_totals
from conventions.support_policies import can_change_count
from conventions.views.trainings import tabs

PAGE_SIZE = 20
UNPROCESSABLE = 422


@dataclass(frozen=True)
class TotalRow:
    """`shown`: None where nothing may be read. `target`: 0 where nothing was promised."""

    label: str
    shown: Shown | None
    target: int


@requires(Permission.COUNT_SUPPORT, Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: MemberRequest) -> HttpResponse:
    """Three queries for an association (totals, count, page), one for the others."""
    if permitted(request.member, Permission.COUNT_SUPPORT):
        return _own(request)
    if request.method == "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    totals = shown_totals(timezone.localdate())
    rows = [
        TotalRow(str(kind.label), totals[kind], TARGET if kind == SupportKind.ACCOMPANIMENT else 0)
        for kind in SupportKind
    ]
    return render(request, "conventions/support_totals.html", {"rows": rows, **tabs(request)})


def _own(request: MemberRequest) -> HttpResponse:
    form = SupportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_support(**form.cleaned_data, by=request.member)
        except WrongState as error:
            form.add_error("ends_on", str(error))
        else:
            messages.success(request, "Compte enregistré.")
            return redirect("conventions:support")
    counts = SupportCount.objects.of_association(request.member)
    page = Paginator(counts.order_by("-ends_on", "kind", "id"), PAGE_SIZE).get_page(request.GET.get("page"))
    totals = dict(counts.order_by("kind").values_list("kind").annotate(total=Sum("quantity")))
    today = timezone.localdate()
    context = {
        "form": form,
        "page": page,
        "rows": [(one, can_change_count(one, today)) for one in page],
        "totals": [(str(kind.label), totals.get(kind.value, 0)) for kind in SupportKind],
        **tabs(request),
    }
    return render(request, "conventions/support.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.COUNT_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def support_count(request: MemberRequest, count_id: UUID) -> HttpResponse:
    """One count of one's association, to correct as long as it does not stand."""
    found = get_object_or_404(SupportCount.objects.of_association(request.member), id=count_id)
    sent = request.method == "POST"
    form = SupportForm(request.POST if sent else None, initial=initial_of(found))
    if sent and form.is_valid():
        try:
            actions.correct_support(count=found, **form.cleaned_data, by=request.member)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Compte corrigé.")
            return redirect("conventions:support")
    context = {"form": form, "count": found, "open": can_change_count(found, timezone.localdate())}
    return render(request, "conventions/support_form.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.COUNT_SUPPORT)
@require_POST
def remove_support(request: MemberRequest, count_id: UUID) -> HttpResponse:
    found = get_object_or_404(SupportCount.objects.of_association(request.member), id=count_id)
    try:
        actions.remove_support(count=found, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Compte retiré.")
    return redirect("conventions:support")
