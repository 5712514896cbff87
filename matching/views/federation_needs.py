"""Needs put to landlords, as the federation reads them: how old, how many landlords have them, never which."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.needs import departement_names, typology_labels
from common.transitions import WrongState
from matching import actions
from matching.cards import size_band
from matching.forms.needs import WideningForm
from matching.models import Interpellation, NeedAnswer, Widening
from matching.need_words import weeks_since

PAGE_SIZE = 20


@dataclass(frozen=True)
class OpenNeed:
    """A need under way. `recipients`: how many landlords have its card; `answered`: a dwelling is kept for it."""

    id: UUID
    reference: str
    association: str
    size: str
    typology: str
    departements: tuple[str, ...]
    weeks: int
    until: date
    recipients: int
    answered: bool
    to_call: bool
    widening: str
    widening_asked_on: date | None


@requires(Permission.RANK_REQUESTS)
@require_safe
def federation_needs(request: MemberRequest) -> HttpResponse:
    """Those under way, the oldest first. Two queries: no file is opened."""
    kept = NeedAnswer.objects.standing().filter(card__interpellation=OuterRef("pk"))
    found = (
        Interpellation.objects.open()
        .filter(household__isnull=False)
        .select_related("household", "association__organisation")
        .annotate(recipients=Count("cards", filter=Q(cards__ended_on__isnull=True)), kept=Exists(kept))
        .order_by("opened_at", "id")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {"page": page, "rows": [_row(one, today) for one in page], "form": WideningForm()}
    return render(request, "matching/federation_needs.html", context)


def _row(need: "Interpellation", today: date) -> OpenNeed:
    """`need` carries `recipients` and `kept`."""
    household = need.household
    return OpenNeed(
        id=need.id,
        reference=need.reference,
        association=need.association.organisation.name,
        size=size_band(household.people) if household else "",
        typology=next(iter(typology_labels(household.typologies)), "") if household else "",
        departements=tuple(departement_names(household.departements)) if household else (),
        weeks=weeks_since(need.opened_at, today),
        until=need.until,
        recipients=need.recipients,  # type: ignore[attr-defined]
        answered=need.kept,  # type: ignore[attr-defined]
        to_call=need.to_call,
        widening=str(Widening(need.widening).label) if need.widening else "",
        widening_asked_on=need.widening_asked_on,
    )


@requires(Permission.RANK_REQUESTS)
@require_POST
def ask_to_widen(request: MemberRequest, need_id: UUID) -> HttpResponse:
    need = get_object_or_404(Interpellation.objects.open(), id=need_id)
    form = WideningForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez ce que vous proposez.")
        return redirect("matching:federation_needs")
    try:
        actions.ask_to_widen(need=need, widening=Widening(form.cleaned_data["widening"]), by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "La référente est prévenue : elle seule choisit les bailleurs.")
    return redirect("matching:federation_needs")
