"""A landlord's own dwellings: the list, the form, what may be done with each."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from offers import actions
from offers.cards import offer_card, title_of
from offers.forms import OfferForm, WithdrawalForm, default_closing, initial_of
from offers.models import Offer, OfferLocation, OfferState
from offers.models.offer import OfferQuerySet
from offers.photos import MAX_PHOTOS
from offers.policies import Missing, can_edit, can_withdraw, missing
from territories.models import Commune

PAGE_SIZE = 20
MOST_SEARCHED = 80


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    active: bool


@require_safe
@requires(Permission.PUBLISH_DWELLINGS)
def own_offers(request: MemberRequest) -> HttpResponse:
    """The list, by state, searched by reference or address."""
    text = request.GET.get("q", "").replace("\x00", "")[:MOST_SEARCHED].strip()
    state = request.GET.get("etat", "")
    own = Offer.objects.owned_by(request.member).matching(text)
    counts = own.count_by_state()
    shown = own.filter(state=state) if state in OfferState.values else own
    page = Paginator(shown.with_location().latest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(offer, title_of(offer)) for offer in page],
        "tabs": _tabs(counts, state, text),
        "q": text,
        "state": state,
    }
    return render(request, "offers/own_offers.html", context)


def _tabs(counts: dict[str, int], state: str, text: str) -> list[Tab]:
    def tab(label: str, value: str, count: int) -> Tab:
        query = QueryDict(mutable=True)
        query.update({name: one for name, one in (("etat", value), ("q", text)) if one})
        return Tab(label, f"{reverse('offers:own_offers')}?{query.urlencode()}", count, state == value)

    return [
        tab("Tous", "", sum(counts.values())),
        *(tab(str(OfferState(value).label), value, counts.get(value, 0)) for value in OfferState.values),
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLISH_DWELLINGS)
def new_offer(request: MemberRequest) -> HttpResponse:
    """A new dwelling: an empty form, then whatever is typed becomes a draft."""
    if request.method == "POST":
        return _save(request, _draft(request, request.POST.get("draft", "")))
    form = OfferForm(initial={"closes_on": default_closing(timezone.localdate())})
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLISH_DWELLINGS)
def own_offer(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A draft is a form; a published dwelling is its facts and what may be done with it."""
    offer = get_object_or_404(_own(request), id=offer_id)
    if can_edit(offer):
        if request.method == "POST":
            return _save(request, offer)
        return _form_page(request, OfferForm(initial=initial_of(offer, offer.location)), offer)
    return _facts_page(request, offer, WithdrawalForm())


def _own(request: MemberRequest) -> OfferQuerySet:
    return Offer.objects.owned_by(request.member).with_location()


def _draft(request: MemberRequest, draft_id: str) -> Offer | None:
    """The draft that autosave began for this form, if it began one."""
    try:
        key = uuid.UUID(draft_id)
    except ValueError:
        return None
    return _own(request).filter(id=key, state=OfferState.DRAFT).first()


def _keep(request: MemberRequest, form: OfferForm, offer: Offer | None) -> Offer | None:
    """Keeps what holds; a reference already taken is an error of its field, and the rest is kept all the same."""
    form.is_valid()
    columns = form.columns()
    _fill_from_residence(request, form, columns, offer)
    code = columns.get("commune_id")
    if code and not Commune.objects.filter(code=code).exists():
        columns["commune_id"] = None
        form.add_error("commune", "Cette commune n’est pas encore chargée : prévenez l’administration.")
    try:
        return actions.save_draft(fields=columns, by=request.member, offer=offer)
    except actions.DuplicateReference:
        form.add_error("reference", "Vous avez déjà un logement de cette référence, qui n’est pas terminé.")
        if offer is None:
            return None
        columns.pop("reference")
        return actions.save_draft(fields=columns, by=request.member, offer=offer)


def _fill_from_residence(
    request: MemberRequest, form: OfferForm, columns: dict[str, Any], offer: Offer | None
) -> None:
    """What the last dwelling of the same residence knows fills what a new draft left empty."""
    if offer is not None or not columns.get("residence"):
        return
    last = _own(request).filter(location__residence__iexact=columns["residence"]).latest_first().first()
    if last is None:
        return
    for name in ("address", "commune_id", "quarter"):
        if name not in form.errors and not columns.get(name):
            columns[name] = getattr(last.location, name)
    for name in ("financing", "contingent", "heating", "dpe", "visit_contact", "visit_slots"):
        columns[name] = columns.get(name) or getattr(last, name)
    for name in ("lift", "in_qpv"):
        columns[name] = columns.get(name) or getattr(last, name)


def _save(request: MemberRequest, offer: Offer | None) -> HttpResponse:
    form = OfferForm(request.POST)
    try:
        kept = _keep(request, form, offer)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("offers:own_offer", offer.id) if offer else redirect("offers:own_offers")
    if form.errors or kept is None:
        return _form_page(request, form, kept or offer, status=422)
    if "publier" in request.POST:
        return _publish(request, form, kept)
    messages.success(request, "Brouillon enregistré.")
    return redirect("offers:own_offer", kept.id)


def _publish(request: MemberRequest, form: OfferForm, offer: Offer) -> HttpResponse:
    fresh = _own(request).get(id=offer.id)
    lacking = missing(fresh)
    for one in lacking:
        form.add_error("closes_on" if one.field == "closes_at" else one.field, f"Il manque {one.label}.")
    if lacking:
        return _form_page(request, form, fresh, status=422)
    try:
        actions.publish_offer(offer=fresh, by=request.member)
    except WrongState as error:
        form.add_error(None, str(error))
        return _form_page(request, form, fresh, status=422)
    messages.success(request, "Logement publié : les associations le voient.")
    return redirect("offers:own_offer", offer.id)


@require_POST
@requires(Permission.PUBLISH_DWELLINGS)
def autosave(request: MemberRequest) -> HttpResponse:
    """Keeps the form as it is typed; the answer is the preview of the card, and the draft's id in a header."""
    form = OfferForm(request.POST)
    offer = _draft(request, request.POST.get("draft", ""))
    if offer is None and not any(request.POST.get(name) for name in ("reference", "residence", "address", "typology")):
        return HttpResponse(status=204)  # nothing worth a draft yet
    kept = _keep(request, form, offer)
    if kept is None:
        return HttpResponse(status=204)
    response = render(request, "offers/_draft_state.html", _preview(_own(request).get(id=kept.id)))
    response["X-Draft"] = str(kept.id)
    return response


@require_POST
@requires(Permission.PUBLISH_DWELLINGS)
def publish(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Publishes a draft from the list; what is missing leads to its form."""
    offer = get_object_or_404(_own(request), id=offer_id)
    try:
        actions.publish_offer(offer=offer, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Logement publié : les associations le voient.")
    return redirect("offers:own_offer", offer_id)


@require_POST
@requires(Permission.PUBLISH_DWELLINGS)
def withdraw(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _facts_page(request, offer, form, status=422)
    try:
        actions.withdraw_offer(offer=offer, reason=form.cleaned_data["reason"], by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Logement retiré. Les associations l’apprennent dans la nuit.")
    return redirect("offers:own_offer", offer_id)


@require_POST
@requires(Permission.PUBLISH_DWELLINGS)
def duplicate(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    copy = actions.duplicate_offer(offer=offer, by=request.member)
    messages.success(request, "Copie ouverte : il reste la référence, l’étage et la disponibilité à donner.")
    return redirect("offers:own_offer", copy.id)


@require_POST
@requires(Permission.PUBLISH_DWELLINGS)
def delete(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = get_object_or_404(_own(request), id=offer_id)
    try:
        actions.delete_draft(offer=offer, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("offers:own_offer", offer_id)
    messages.success(request, "Brouillon supprimé.")
    return redirect("offers:own_offers")


def _preview(offer: Offer | None) -> dict[str, Any]:
    lacking: list[Missing] = missing(offer) if offer else []
    return {"card": offer_card(offer) if offer else None, "lacking": lacking, "offer": offer}


def _form_page(request: MemberRequest, form: OfferForm, offer: Offer | None, *, status: int = 200) -> HttpResponse:
    if offer is not None:
        offer = _own(request).get(id=offer.id)
    context = {"form": form, "photos": _photos(offer), "most_photos": MAX_PHOTOS, **_preview(offer)}
    return render(request, "offers/own_form.html", context, status=status)


def _facts_page(request: MemberRequest, offer: Offer, form: WithdrawalForm, *, status: int = 200) -> HttpResponse:
    context = {
        "offer": offer,
        "location": offer.location,
        "title": title_of(offer),
        "form": form,
        "may_withdraw": can_withdraw(offer),
        "photos": _photos(offer),
        "most_photos": MAX_PHOTOS,
        "moves": offer.transitions.order_by("at", "id"),
    }
    return render(request, "offers/own_offer.html", context, status=status)


def _photos(offer: Offer | None) -> list[uuid.UUID]:
    if offer is None:
        return []
    location: OfferLocation = offer.location
    return list(location.photos.order_by("position", "id").values_list("id", flat=True))
