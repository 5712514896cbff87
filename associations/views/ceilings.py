"""The income ceilings: the table in force, and the form by which the federation enters a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.actions import enter_ceilings
from associations.ceilings import ZONE_LABELS
from associations.forms.ceilings import CeilingsForm
from associations.models import IncomeCeiling


@requires(Permission.ENTER_CEILINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def ceilings(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    latest = list(IncomeCeiling.objects.in_force(today.year + 1).order_by("id"))
    form = CeilingsForm(request.POST or None, latest=latest, initial={"year": today.year + 1})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        enter_ceilings(year=data["year"], figures=form.figures(), source=data["source"], by=request.member)
        messages.success(request, f"Plafonds de {data['year']} enregistrés.")
        return redirect("associations:ceilings")
    context = {"form": form, "zones": ZONE_LABELS.values(), "latest_year": latest[0].year if latest else None}
    return render(request, "associations/ceilings.html", context, status=422 if form.errors else 200)
