"""A landlord's own dwellings: the list, each one's page, what may be done with it."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from offers import actions
from offers.cards import title_of
from offers.closing import closing_of
from offers.forms import ClosingForm, WithdrawalForm
from offers.models import Offer, OfferState
from offers.models.offer import OfferQuerySet
from offers.own_search import MAX_TEXT, open_text, seal_text
from offers.photos import MAX_PHOTOS
from offers.policies import CLOSING_STAYS, can_change_photos, can_edit, can_move_closing, can_withdraw
from offers.views import drafts

PAGE_SIZE = 20
STATE = "etat"
SEARCHED = "recherche"


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    active: bool


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def own_offers(request: MemberRequest) -> HttpResponse:
    """The list, by state, searched by reference or address. The search is posted, and sealed in the address."""
    asked = request.POST if request.method == "POST" else request.GET
    state = asked.get(STATE, "") if asked.get(STATE) in OfferState.values else ""
    if request.method == "POST":
        return redirect(_address(state, seal_text(request.POST.get("q", ""), request.member)))
    sealed = request.GET.get(SEARCHED, "")
    text = open_text(sealed, request.member)
    found = _own(request).matching(text)
    counts = found.count_by_state()
    shown = found.filter(state=state) if state else found
    page = Paginator(shown.latest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(offer, title_of(offer)) for offer in page],
        "tabs": _tabs(counts, state, sealed if text else ""),
        "text": text,
        "longest": MAX_TEXT,
        "state": state,
        "everything": _address(state, ""),
    }
    return render(request, "offers/own_offers.html", context)


def _address(state: str, sealed: str) -> str:
    query = urlencode({name: value for name, value in ((STATE, state), (SEARCHED, sealed)) if value})
    return reverse("offers:own_offers") + (f"?{query}" if query else "")


def _tabs(counts: dict[str, int], state: str, sealed: str) -> list[Tab]:
    everything = Tab("Tous", _address("", sealed), sum(counts.values()), not state)
    return [
        everything,
        *(
            Tab(str(label), _address(value, sealed), counts.get(value, 0), state == value)
            for value, label in OfferState.choices
        ),
    ]


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def own_offer(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A draft is a form; a published dwelling is its facts and what may be done with it."""
    offer = get_object_or_404(_own(request), id=offer_id)
    if can_edit(offer):
        return drafts.edit(request, offer)
    if request.method == "POST":
        return drafts.save(request, offer.id)  # which says that it is a draft no more
    return _facts_page(request, offer, WithdrawalForm())


def _own(request: MemberRequest) -> OfferQuerySet:
    return Offer.objects.owned_by(request.member).with_location()


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def withdraw(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _facts_page(request, offer, form, status=drafts.UNPROCESSABLE)
    try:
        actions.withdraw_offer(offer=offer, reason=form.cleaned_data["reason"], by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Logement retiré. Les associations l’apprennent dans la nuit.")
    return redirect("offers:own_offer", offer_id)


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def move_closing(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """« Prolonger », or « Rouvrir » once closed: the same date, the same errors beside it."""
    offer = get_object_or_404(_own(request), id=offer_id)
    form = ClosingForm(request.POST)
    if not can_move_closing(offer):
        messages.error(request, CLOSING_STAYS)
        return redirect("offers:own_offer", offer_id)
    if form.is_valid():
        try:
            actions.move_closing(offer=offer, closes_at=closing_of(form.cleaned_data["closes_on"]), by=request.member)
        except WrongState as error:
            form.add_error("closes_on", str(error))
        else:
            messages.success(request, "Nouvelle clôture enregistrée : les associations en sont prévenues.")
            return redirect("offers:own_offer", offer_id)
    return _facts_page(request, offer, WithdrawalForm(), closing_form=form, status=drafts.UNPROCESSABLE)


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def duplicate(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    copy = actions.duplicate_offer(offer=offer, by=request.member)
    messages.success(request, "Copie ouverte. Il reste trois choses à donner : référence, étage, disponibilité.")
    return redirect("offers:own_offer", copy.id)


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def delete(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    try:
        actions.delete_draft(offer=offer, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("offers:own_offer", offer_id)
    messages.success(request, "Brouillon supprimé.")
    return redirect("offers:own_offers")


def _facts_page(
    request: MemberRequest,
    offer: Offer,
    form: WithdrawalForm,
    *,
    closing_form: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "offer": offer,
        "location": offer.location,
        "title": title_of(offer),
        "form": form,
        "may_withdraw": can_withdraw(offer),
        "may_move_closing": can_move_closing(offer),
        "closing_form": closing_form or ClosingForm(),
        "may_change_photos": can_change_photos(offer),
        "photos": list(offer.location.photos.order_by("position", "id").values_list("id", flat=True)),
        "most_photos": MAX_PHOTOS,
        "moves": offer.transitions.select_related("by", "client").order_by("at", "id"),
    }
    return render(request, "offers/own_offer.html", context, status=status)
