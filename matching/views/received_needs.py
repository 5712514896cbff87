"""« Besoins auxquels vous pourriez répondre », for a landlord's staff: cards, and one answer to each."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.authors import Author
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.housing import SolutionType, Typology
from common.transitions import WrongState
from matching import actions
from matching.forms.needs import KeptDwellingForm, MaybeForm, NotNowForm
from matching.models import NeedAnswer, NeedCard
from matching.models.need_card import NeedCardQuerySet
from matching.need_words import ReceivedCard, received_card
from offers.actions import create_draft
from offers.cards import place_of, title_of
from offers.models import Offer, OfferState
from offers.policies import missing

PAGE_SIZE = 20
MOST_DRAFTS = 30
UNPROCESSABLE = 422
TYPOLOGY, PLACE = "typologie", "ou"


@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def received_needs(request: MemberRequest) -> HttpResponse:
    """The cards, the oldest first, narrowed by what they say themselves. Two queries."""
    cards = received_cards(NeedCard.objects.addressed_to(request.member))
    typology, place = request.GET.get(TYPOLOGY, ""), request.GET.get(PLACE, "")
    shown = [
        one for one in cards if typology in ("", one.content.typology) and (not place or place in one.content.places)
    ]
    context = {
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "count": len(cards),
        "typologies": sorted({one.content.typology for one in cards}),
        "places": sorted({place for one in cards for place in one.content.places}),
        "typology": typology,
        "place": place,
    }
    return render(request, "matching/received_needs.html", context)


def received_cards(cards: NeedCardQuerySet) -> list[ReceivedCard]:
    """Those of a landlord, the oldest first; within a week, in the order of their references, drawn by chance."""
    today = timezone.localdate()
    found = [received_card(card, _last(card), today) for card in cards.prefetch_related("answers__offer")]
    return sorted(found, key=lambda one: (-one.weeks, one.reference))


def _last(card: NeedCard) -> NeedAnswer | None:
    return max(card.answers.all(), key=lambda one: one.at, default=None)


@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def received_need(request: MemberRequest, card_id: UUID) -> HttpResponse:
    return _page(request, _card(request, card_id))


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def keep_dwelling(request: MemberRequest, card_id: UUID) -> HttpResponse:
    """« Nous avons un logement » : one of the drafts is kept for the card."""
    card = _card(request, card_id)
    form = KeptDwellingForm(request.POST, drafts=[(one.id, "") for one in _drafts(request.member)])
    if not form.is_valid():
        return _page(request, card, kept=form)
    offer = get_object_or_404(Offer.objects.owned_by(request.member), id=form.cleaned_data["offer"])
    try:
        actions.answer_with_dwelling(card=card, offer=offer, by=request.member)
    except WrongState as refusal:
        form.add_error("offer", str(refusal))
        return _page(request, card, kept=form)
    messages.success(request, "Logement réservé : l’association qui a adressé cette demande, et elle seule, le voit.")
    return redirect("matching:received_need", card_id)


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def describe_dwelling(request: MemberRequest, card_id: UUID) -> HttpResponse:
    """A new draft with what the card says already; once complete, it is kept from the card's page."""
    card = _card(request, card_id)
    draft = create_draft(fields=_first_facts(card), by=request.member)
    messages.info(
        request,
        f"Décrivez le logement, enregistrez le brouillon, puis réservez-le depuis la demande {card.reference}.",
    )
    return redirect("offers:own_offer", draft.id)


def _first_facts(card: NeedCard) -> dict[str, Any]:
    """Typology and solution, where the card names a single one."""
    facts: dict[str, Any] = {}
    typologies = [one.value for one in Typology if str(one.label) == card.typology]
    solutions = [one.value for one in SolutionType if [str(one.label)] == card.solutions]
    if typologies:
        facts["typology"] = typologies[0]
    if solutions:
        facts["solution_type"] = solutions[0]
    return facts


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def not_now(request: MemberRequest, card_id: UUID) -> HttpResponse:
    card = _card(request, card_id)
    form = NotNowForm(request.POST)
    if not form.is_valid():
        return _page(request, card, not_now=form)
    try:
        actions.answer_not_now(card=card, reason=form.cleaned_data["reason"], by=request.member)
    except WrongState as refusal:
        form.add_error(None, str(refusal))
        return _page(request, card, not_now=form)
    messages.success(request, "Réponse enregistrée. Elle se change tant que la demande est là.")
    return redirect("matching:received_needs")


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def maybe(request: MemberRequest, card_id: UUID) -> HttpResponse:
    card = _card(request, card_id)
    form = MaybeForm(request.POST)
    if not form.is_valid():
        return _page(request, card, maybe=form)
    try:
        actions.answer_maybe(card=card, from_on=form.cleaned_data["from_on"], by=request.member)
    except WrongState as refusal:
        form.add_error("from_on", str(refusal))
        return _page(request, card, maybe=form)
    messages.success(request, "Réponse enregistrée. Elle se change tant que la demande est là.")
    return redirect("matching:received_needs")


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def take_back(request: MemberRequest, answer_id: UUID) -> HttpResponse:
    theirs = NeedAnswer.objects.filter(card__in=NeedCard.objects.addressed_to(request.member), offer__isnull=False)
    answer = get_object_or_404(theirs, id=answer_id)
    try:
        actions.take_back(answer=answer, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Le logement est repris : il est de nouveau un brouillon.")
    return redirect("matching:received_need", answer.card_id)


def _card(request: MemberRequest, card_id: UUID) -> NeedCard:
    return get_object_or_404(NeedCard.objects.addressed_to(request.member), id=card_id)


def _drafts(by: Author) -> list[Offer]:
    drafts = Offer.objects.owned_by(by).filter(state=OfferState.DRAFT).with_location()
    return list(drafts.latest_first()[:MOST_DRAFTS])


def _choices(drafts: Iterable[Offer]) -> list[tuple[Offer, str, tuple[str, ...]]]:
    """Each draft with its words, and what it still lacks; those that are whole first."""
    found = []
    for draft in drafts:
        words = " · ".join(part for part in (draft.reference, title_of(draft), place_of(draft)) if part)
        found.append((draft, words or "Brouillon sans référence", tuple(one.label for one in missing(draft))))
    return sorted(found, key=lambda one: len(one[2]))


def _page(
    request: MemberRequest,
    card: NeedCard,
    *,
    kept: forms.Form | None = None,
    not_now: forms.Form | None = None,
    maybe: forms.Form | None = None,
) -> HttpResponse:
    """The card and its three answers; `kept`, `not_now`, `maybe`: one that was refused."""
    last = card.answers.select_related("offer").order_by("-at", "-id").first()
    drafts = _choices(_drafts(request.member))
    refused = [form for form in (kept, not_now, maybe) if form is not None]
    context = {
        "card": received_card(card, last, timezone.localdate()),
        "drafts": drafts,
        "kept_form": kept or KeptDwellingForm(drafts=[]),
        "not_now_form": not_now or NotNowForm(),
        "maybe_form": maybe or MaybeForm(),
        "refused": refused[0] if refused else None,
    }
    return render(request, "matching/received_need.html", context, status=UNPROCESSABLE if refused else 200)
