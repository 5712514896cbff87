"""The federation's pages: dwellings with waiting requests, the order of each, departures, the transmission."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone
from common.transitions import WrongState
from matching import actions
from matching.actions.requests import UNDO_FOR
from matching.cards import AnonymousCard, anonymous_card
from matching.dwellings import Dwelling, dwelling
from matching.forms.federation import DepartureForm, OrderForm
from matching.models import Candidature, CandidatureState, Message
from matching.models.candidature import TRANSMITTED_STATES
from matching.models.message import Channel
from matching.models.transition import Side
from matching.network import needs_by_association
from matching.ordering import DANGERS, WISHES, order_parts
from matching.pairs import dwelling_facts
from matching.policies import NO_LONGER_WAITING, NOT_READY, may_undo
from matching.reasons import DepartureReason
from matching.shared_words import last_moves
from matching.waiting import asked_dwellings
from offers.models import Offer, OfferState

ROWS_A_PAGE = 20
RANKED_AT_MOST = 50
UNPROCESSABLE = 422


@dataclass(frozen=True)
class AskedDwelling:
    """A dwelling with waiting requests. `late`: it should have been ranked by now."""

    dwelling: Dwelling
    waiting: int
    late: bool


@dataclass(frozen=True)
class WaitingRequest:
    """A card, its place in the order and each part of it. The id is the request's, never the household's."""

    id: UUID
    card: AnonymousCard
    rank: int | None
    proposed: int
    danger: str
    weeks: int
    refusals: int
    wish: str
    unread: int = 0
    field: Any = None


@dataclass(frozen=True)
class LeftRequest:
    """A request out of the order: held until its file is complete, or left out with a reason."""

    id: UUID
    reference: str
    association: str
    state: str
    state_label: str
    reason: str
    due: datetime | None
    may_undo: bool


@dataclass(frozen=True)
class TransmittedRequest:
    """What stays shown of a request once transmitted: its reference, where it is, and the day."""

    id: UUID
    reference: str
    association: str
    state: str
    state_label: str
    transmitted_at: datetime | None
    automatic: bool


@requires(Permission.RANK_REQUESTS)
@require_safe
def federation(request: MemberRequest) -> HttpResponse:
    found = asked_dwellings().select_related("location__commune", "bailleur__organisation")
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [
        AskedDwelling(dwelling(asked), asked.waiting_requests, bool(asked.rank_before and asked.rank_before <= now))
        for asked in page.object_list
    ]
    return render(request, "matching/federation.html", {"rows": rows, "page": page})


@requires(Permission.RANK_REQUESTS)
@require_safe
def offer(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    return _offer_page(request, _asked(offer_id))


def _asked(offer_id: UUID) -> Offer:
    asked = Candidature.objects.known_to_federation().values("offer_id")
    offers = Offer.objects.filter(id__in=asked).select_related("location__commune", "bailleur__organisation")
    return get_object_or_404(offers, id=offer_id)


def _offer_page(
    request: MemberRequest, found: Offer, *, order_form: OrderForm | None = None, status: int = 200
) -> HttpResponse:
    requests = (
        Candidature.objects.known_to_federation()
        .filter(offer=found)
        .select_related("household__association__organisation")
    )
    # By the day, never by the minute: the hour of a request says more than the card does.
    waiting = requests.waiting().order_by(F("rank").asc(nulls_last=True), TruncDate("requested_at"), "id")
    page = Paginator(waiting, RANKED_AT_MOST).get_page(request.GET.get("page"))
    for candidature in page.object_list:
        candidature.offer = found
    rows = _in_order(page)
    open_to_transmission = found.ended_at is None and found.state in (OfferState.PUBLISHED, OfferState.CLOSED)
    transmitted = requests.filter(transmitted_at__isnull=False).order_by("-transmitted_at", "id")[:ROWS_A_PAGE]
    left = requests.filter(state__in=(CandidatureState.HELD, CandidatureState.NOT_SHORTLISTED))
    whole = page.paginator.num_pages == 1
    form = order_form or (OrderForm(candidatures=[row.id for row in rows], initial=_ranks(rows)) if whole else None)
    with_landlord = sum(one.state in TRANSMITTED_STATES and one.is_active for one in transmitted)
    context = {
        "dwelling": dwelling(found),
        "wanted": found.wanted_candidatures,
        "rows": [_with_field(row, form) for row in rows],
        "form": form,
        "page": page,
        "left": _left(list(left.order_by("state", "-requested_at", "id")[:ROWS_A_PAGE]), request),
        "departure_form": DepartureForm(),
        "transmitted": [
            TransmittedRequest(
                one.id,
                one.reference,
                _association_of(one),
                one.state,
                str(one.get_state_display()),
                one.transmitted_at,
                one.automatic,
            )
            for one in transmitted
        ],
        "with_landlord": with_landlord,
        "too_few": max(found.wanted_candidatures - with_landlord - len(rows), 0),
        "next_goes": with_landlord < found.wanted_candidatures and any(not one.is_active for one in transmitted),
        "is_closed": found.closes_at is not None and found.closes_at <= timezone.now(),
        "open_to_transmission": open_to_transmission,
        "needs": needs_by_association(dwelling_facts(found), timezone.localdate()) if open_to_transmission else [],
    }
    return render(request, "matching/federation_offer.html", context, status=status)


def _in_order(page: Page[Candidature]) -> list[WaitingRequest]:
    """Ranked ones by their rank, the others as the clear parts propose."""
    found = list(page.object_list)
    parts = order_parts(found, timezone.localdate())
    proposed = sorted(found, key=lambda one: (*parts[one.id].key, one.reference))
    places = {one.id: place for place, one in enumerate(proposed, start=1)}
    unread = Message.objects.count_unread(places, Side.FEDERATION, [Channel.FEDERATION])
    return [
        WaitingRequest(
            id=one.id,
            card=anonymous_card(one),
            rank=one.rank,
            proposed=places[one.id],
            danger=DANGERS.get(parts[one.id].danger, ""),
            weeks=parts[one.id].weeks,
            refusals=parts[one.id].refusals,
            wish=WISHES.get(parts[one.id].wish, ""),
            unread=unread.get(one.id, 0),
        )
        for one in sorted(found, key=lambda one: (one.rank is None, one.rank or 0, places[one.id]))
    ]


def _ranks(rows: list[WaitingRequest]) -> dict[str, int]:
    return {f"rang-{row.id}": place for place, row in enumerate(rows, start=1)}


def _with_field(row: WaitingRequest, form: forms.Form | None) -> WaitingRequest:
    name = f"rang-{row.id}"
    if form is None or name not in form.fields:
        return row
    return WaitingRequest(**{**row.__dict__, "field": form[name]})


def _left(candidatures: list[Candidature], request: MemberRequest) -> list[LeftRequest]:
    """Two queries at most, whatever their number."""
    last = last_moves(candidatures) if candidatures else {}
    since = timezone.now() - UNDO_FOR
    found = []
    for one in candidatures:
        move = last.get(one.id)
        reason = move.reason if move and one.state == CandidatureState.NOT_SHORTLISTED else ""
        found.append(
            LeftRequest(
                id=one.id,
                reference=one.reference,
                association=_association_of(one),
                state=one.state,
                state_label=str(one.get_state_display()),
                reason=str(DepartureReason(reason).label) if reason in DepartureReason.values else "",
                due=one.due_at,
                may_undo=may_undo(one, move, request.member, since=since),
            )
        )
    return found


@requires(Permission.RANK_REQUESTS)
@require_POST
def rank(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    found = _asked(offer_id)
    waiting = list(Candidature.objects.waiting().filter(offer=found).values_list("id", flat=True))
    form = OrderForm(request.POST, candidatures=waiting)
    if form.is_valid():
        try:
            actions.rank_requests(offer=found, order=form.order, by=request.member)
        except WrongState as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "L’ordre est enregistré.")
        return redirect("matching:federation_offer", found.id)
    return _offer_page(request, found, order_form=form, status=UNPROCESSABLE)


@requires(Permission.RANK_REQUESTS)
@require_POST
def transmit(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = _known(candidature_id)
    try:
        done = actions.transmit_candidature(candidature=found, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    except FileGone:
        messages.error(request, "La fiche de ce ménage a été effacée : rien n’est transmis.")
    else:
        if done.state in TRANSMITTED_STATES:
            messages.success(request, f"La demande {found.reference} est transmise à {found.offer.bailleur}.")
        elif done.state == CandidatureState.HELD:
            messages.error(request, NOT_READY)
        else:
            messages.error(request, NO_LONGER_WAITING)
    return redirect("matching:federation_offer", found.offer_id)


@requires(Permission.RANK_REQUESTS)
@require_POST
def set_aside(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    form = DepartureForm(request.POST)
    if not form.is_valid():
        found = _known(candidature_id)
        messages.error(request, f"Demande {found.reference} : choisissez le motif du départ.")
        return _offer_page(request, _asked(found.offer_id), status=UNPROCESSABLE)
    reason = form.cleaned_data["reason"]
    return _move(request, candidature_id, actions.set_aside, "La demande est écartée.", reason=reason)


@requires(Permission.RANK_REQUESTS)
@require_POST
def bring_back(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.bring_back, "La demande est de nouveau dans l’ordre.")


@requires(Permission.RANK_REQUESTS)
@require_POST
def undo(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.undo_move, "La demande est de nouveau dans l’ordre.")


def _known(candidature_id: UUID) -> Candidature:
    known = Candidature.objects.known_to_federation().select_related("offer__bailleur__organisation")
    return get_object_or_404(known, id=candidature_id)


def _move(
    request: MemberRequest, candidature_id: UUID, action: Callable[..., Candidature], done: str, **told: str
) -> HttpResponse:
    found = _known(candidature_id)
    try:
        action(candidature=found, by=request.member, **told)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("matching:federation_offer", found.offer_id)


def _association_of(candidature: Candidature) -> str:
    """The association that asked; empty once the household was purged."""
    household = candidature.household
    return household.association.organisation.name if household else ""
