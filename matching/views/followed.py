"""A request as its référente follows it: where it is, what waits for her, what she answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from accounts.models import Membership
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone, open_files
from common.transitions import WrongState
from matching import actions
from matching.actions.requests import UNDO_FOR
from matching.cards import anonymous_card, transmitted_file
from matching.criteria import assess
from matching.dwellings import Dwelling, public_url
from matching.followed_dwellings import followed_dwelling
from matching.forms.answers import AdaptationForm, RefusalForm, WithdrawalForm
from matching.models import Candidature, CandidatureState
from matching.models.candidature import TRANSMITTED_STATES, WAITING_STATES
from matching.models.message import Channel
from matching.models.transition import Side
from matching.pairs import dwelling_facts, household_facts
from matching.policies import can_cancel, can_evaluate, is_concerned, undoable_move
from matching.private_reasons import reason_of
from matching.readiness import unsettled
from matching.reasons import Paper
from matching.shared_words import ended_because
from matching.sliding import slides
from matching.steps import journey
from matching.threads import Thread, thread_of

GONE = "Fiche effacée"
UNPROCESSABLE = 422
BEFORE_IT_LEAVES = (CandidatureState.PREPARED, *WAITING_STATES, CandidatureState.HELD)


@dataclass(frozen=True)
class FollowedRow:
    """A request in its référente's list. `due`: until when what it waits for lasts."""

    id: UUID
    code: str
    dwelling: Dwelling
    state: str
    state_label: str
    requested_at: datetime | None
    transmitted_at: datetime | None
    due: datetime | None
    unread: int = 0


def followed_row(candidature: Candidature, code: str, unread: int = 0) -> FollowedRow:
    decided = candidature.decision and candidature.state == CandidatureState.DECIDED
    return FollowedRow(
        id=candidature.id,
        code=code,
        dwelling=followed_dwelling(candidature),
        state=candidature.own_state,
        state_label=str(candidature.get_decision_display()) if decided else candidature.own_state_label,
        requested_at=candidature.requested_at,
        transmitted_at=candidature.transmitted_at,
        due=candidature.due_at,
        unread=unread,
    )


@dataclass(frozen=True)
class Told:
    """What the landlord said, as its référente reads it."""

    papers: tuple[str, ...]
    decision: str
    decided_on: date | None
    condition: str
    condition_until: date | None
    answer_due: datetime | None
    lease_signed_on: date | None
    entered_on: date | None
    leaves_on: date | None
    automatic: bool


def _told(candidature: Candidature) -> Told:
    return Told(
        papers=tuple(str(Paper(one).label) for one in candidature.missing_papers),
        decision=str(candidature.get_decision_display()) if candidature.decision else "",
        decided_on=candidature.decided_on,
        condition=str(Paper(candidature.condition_paper).label) if candidature.condition_paper else "",
        condition_until=candidature.condition_until,
        answer_due=candidature.answer_due_at,
        lease_signed_on=candidature.lease_signed_on,
        entered_on=candidature.entered_on,
        leaves_on=candidature.leaves_on,
        automatic=candidature.automatic,
    )


@sensitive_variables()
def followed_page(
    request: MemberRequest,
    candidature_id: UUID,
    *,
    refusal_form: forms.Form | None = None,
    adaptation_form: forms.Form | None = None,
    refused: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`refused`: the message that could not be sent, its thread (`fil`), its text and why."""
    found = get_object_or_404(
        Candidature.objects.followed_by(request.member)
        .with_offer()
        .select_related("household__association__organisation", "household__referente"),
        id=candidature_id,
    )
    household = found.household_or_gone()
    files = open_files([household])
    if not files:
        return render(request, "associations/gone.html", status=410)
    file = files[household]
    state = found.own_state
    concerned = found.state in TRANSMITTED_STATES and is_concerned(found.offer, request.member)
    context = {
        "row": followed_row(found, file.code),
        "household_url": reverse("associations:household", args=[household.id]),
        "card": anonymous_card(found),
        "file": transmitted_file(household, file, found.offer, reference=found.reference),
        "steps": journey(found),
        "told": _told(found),
        "missing": _missing(found) if state in BEFORE_IT_LEAVES else [],
        "before_it_leaves": state in BEFORE_IT_LEAVES,
        "answerable": state == CandidatureState.SUSPENDED and found.answer_due_at is not None,
        "shared_reason": ended_because(found),
        "private_reason": reason_of(found, household),
        "can_cancel": can_cancel(found),
        "can_undo": undoable_move(found, request.member, since=timezone.now() - UNDO_FOR) is not None,
        "refusal_form": refusal_form or RefusalForm(),
        "withdrawal_form": WithdrawalForm(prefix="retrait"),
        "adaptation_form": (adaptation_form or AdaptationForm()) if can_evaluate(found) else None,
        "offer_url": public_url(found.offer) if state in BEFORE_IT_LEAVES else "",
        "location_url": reverse("matching:check_location", args=[found.offer_id]) if concerned else "",
        "sliding_url": reverse("matching:sliding_lease", args=[found.id]) if slides(found) else "",
        "threads": _threads(found, request.member),
        "write_url": reverse("matching:write", args=[found.id]),
        "refused": refused or {"fil": "", "typed": "", "error": ""},
        "pair_url": reverse("matching:household_dwelling", args=[household.id, found.offer_id]),
    }
    return render(request, "matching/followed_candidature.html", context, status=status)


def _threads(candidature: Candidature, member: Membership) -> list[Thread]:
    """Those that exist by now; reading them marks them read."""
    channels = [Channel.FEDERATION] if candidature.requested_at else []
    reaches = candidature.state in TRANSMITTED_STATES and not candidature.kept
    if reaches:
        channels.append(Channel.LANDLORD)
    threads = [thread_of(candidature, channel, Side.ASSOCIATION) for channel in channels]
    for thread in threads:
        if thread.messages:
            last = thread.messages[-1].at
            actions.read_thread(candidature=candidature, channel=thread.channel, until=last, by=member)
    return [thread for thread in threads if thread.messages or thread.open]


def _missing(candidature: Candidature) -> list[str]:
    """What is to be settled before the file may leave, in sentences."""
    try:
        household = household_facts(candidature.household_or_gone())
    except FileGone:
        return []
    facts = dwelling_facts(candidature.offer)
    return [one.sentence for one in unsettled(assess(household, facts, timezone.localdate()), facts)]


def _move(
    request: MemberRequest, candidature_id: UUID, action: Callable[..., Candidature], done: str, **told: str | int
) -> HttpResponse:
    """One call into the domain, then the request's page with what became of it."""
    found = get_object_or_404(Candidature.objects.followed_by(request.member), id=candidature_id)
    try:
        action(candidature=found, by=request.member, **told)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    except FileGone:
        messages.error(request, "La fiche de ce ménage a été effacée.")
    else:
        messages.success(request, done)
    return redirect("matching:candidature", found.id)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def send(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.send_request, "La demande est envoyée à la fédération.")


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def complete_file(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.complete_file, "La demande est de nouveau dans l’ordre.")


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def supply(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.supply_papers, "Le bailleur voit que les pièces sont envoyées.")


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def accept(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(
        request,
        candidature_id,
        actions.accept_offer,
        "L’offre est acceptée : le bailleur prépare le bail. Ses autres demandes sont suspendues.",
    )


@sensitive_post_parameters()
@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def refuse(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return followed_page(request, candidature_id, refusal_form=form, status=UNPROCESSABLE)
    return _move(
        request, candidature_id, actions.refuse_offer, "Le refus est enregistré.", reason=form.cleaned_data["reason"]
    )


@sensitive_post_parameters()
@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def cancel(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    form = WithdrawalForm(request.POST, prefix="retrait")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _move(request, candidature_id, actions.cancel_candidature, "La demande est annulée.", reason=reason)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def evaluate(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    """How the dwelling suited."""
    form = AdaptationForm(request.POST)
    if not form.is_valid():
        return followed_page(request, candidature_id, adaptation_form=form, status=UNPROCESSABLE)
    return _move(
        request,
        candidature_id,
        actions.evaluate_dwelling,
        "Merci : votre réponse est comptée.",
        grade=form.cleaned_data["grade"],
    )


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def undo(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.undo_move, "La demande reprend où elle en était.")
