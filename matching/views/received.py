"""A transmitted file as a landlord works on it: papers, the number, the lease, the keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from accounts.models import Membership
from accounts.permissions import Permission, requires
from accounts.reauthentication import CONFIRM_AGAIN, confirmed_recently
from accounts.requests import MemberRequest
from associations.files import FileGone
from common.transitions import WrongState
from matching import actions
from matching.cards import TransmittedFile
from matching.clocks import WITHOUT_CALEOL
from matching.dwellings import Dwelling, dwelling
from matching.forms.landlord import ArrivalForm, DayForm, PapersForm
from matching.models import Candidature, CandidatureState, Decision
from matching.models.candidature import REFUSING, TRANSMITTED_STATES
from matching.models.message import Channel
from matching.models.transition import Side
from matching.policies import may_see_number
from matching.reasons import Paper
from matching.shared_words import ended_because
from matching.threads import Thread, thread_of
from matching.workflow import CANDIDATURE_MOVES, DECIDE, OFFER_PLACE

UNPROCESSABLE = 422
RESTING = "En pause"
OVER = "Arrêtée"


@dataclass(frozen=True)
class ReceivedRow:
    """A transmitted request in a landlord's list: nothing of the household."""

    id: UUID
    reference: str
    dwelling_reference: str
    dwelling: Dwelling
    state: str
    state_label: str
    transmitted_at: datetime | None
    due: datetime | None
    rank: int | None
    unread: int = 0


def received_row(candidature: Candidature, unread: int = 0) -> ReceivedRow:
    return ReceivedRow(
        id=candidature.id,
        reference=candidature.reference,
        dwelling_reference=candidature.offer.reference,
        dwelling=dwelling(candidature.offer),
        state=candidature.state,
        state_label=landlord_words(candidature),
        transmitted_at=candidature.transmitted_at,
        due=candidature.due_at if candidature.state in TRANSMITTED_STATES else None,
        rank=candidature.rank,
        unread=unread,
    )


def opens(candidature: Candidature) -> bool:
    """Whether its file is still read by the landlord it was transmitted to."""
    return candidature.state in TRANSMITTED_STATES and candidature.decision not in REFUSING


# All that landlord_words may say.
_OWN_WORDS = {
    CandidatureState.TRANSMITTED: "Dossier transmis",
    CandidatureState.REFUSED: "Offre refusée",
    CandidatureState.LAPSED: "Sans réponse",
}
LANDLORD_WORDS = tuple(
    dict.fromkeys(
        [
            *_OWN_WORDS.values(),
            *(str(CandidatureState(state).label) for state in TRANSMITTED_STATES if state not in _OWN_WORDS),
            *(str(decision.label) for decision in Decision),
            RESTING,
            OVER,
        ]
    )
)


def landlord_words(candidature: Candidature) -> str:
    """The state as a landlord reads it: how a request ended elsewhere is one word."""
    state = CandidatureState(candidature.state)
    if state == CandidatureState.SUSPENDED:
        return RESTING
    if state == CandidatureState.DECIDED:
        return str(candidature.get_decision_display())
    if state not in TRANSMITTED_STATES:
        return _OWN_WORDS.get(state, OVER)
    return _OWN_WORDS.get(state, str(state.label))


@dataclass(frozen=True)
class FileState:
    """What was already said of a file, and what may be done now."""

    papers: tuple[str, ...]
    decision: str
    notified_on: date | None
    answer_due: datetime | None
    accepted_at: datetime | None
    lease_signed_on: date | None
    entered_on: date | None
    automatic: bool
    moves: frozenset[str]
    is_emergency: bool
    is_over: bool
    shared_reason: str


def file_state(candidature: Candidature, *, with_reason: bool = True) -> FileState:
    """`with_reason`: with the shared reason of an ending, which takes a query."""
    emergency = candidature.offer.solution_type in WITHOUT_CALEOL
    running = candidature.is_active and candidature.state in TRANSMITTED_STATES
    moves = set(CANDIDATURE_MOVES.moves_from(candidature.state)) if running else set()
    moves.discard(DECIDE if emergency else OFFER_PLACE)
    return FileState(
        papers=tuple(str(Paper(one).label) for one in candidature.missing_papers),
        decision=str(candidature.get_decision_display()) if candidature.decision else "",
        notified_on=candidature.notified_on,
        answer_due=candidature.answer_due_at,
        accepted_at=candidature.accepted_at,
        lease_signed_on=candidature.lease_signed_on,
        entered_on=candidature.entered_on,
        automatic=candidature.automatic,
        moves=frozenset(moves),
        is_emergency=emergency,
        is_over=candidature.state not in TRANSMITTED_STATES or candidature.decision in REFUSING,
        shared_reason=ended_because(candidature) if with_reason else "",
    )


@sensitive_variables()
def received_page(
    request: MemberRequest,
    candidature_id: UUID,
    *,
    forms_shown: dict[str, forms.Form] | None = None,
    number: str = "",
    refusal: str = "",
    refused: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The file; opened in the access log each time. A request that ended keeps its page, without its file."""
    found = get_object_or_404(
        Candidature.objects.told_to(request.member).with_offer().select_related("household"), id=candidature_id
    )
    file: TransmittedFile | None = None
    if opens(found):
        try:
            file = actions.open_transmitted_file(candidature=found, by=request.member)
        except Candidature.DoesNotExist:
            raise Http404 from None
        except FileGone:
            return render(request, "matching/file_gone.html", status=410)
    today = timezone.localdate()
    shown: dict[str, Any] = {
        "papers_form": PapersForm(initial={"papers": found.missing_papers}),
        "lease_form": DayForm(label="Bail signé le", prefix="bail", initial={"on": today}),
        "keys_form": DayForm(label="Clés remises le", prefix="cles", initial={"on": today}),
        "arrival_form": ArrivalForm(label="Arrivée le", prefix="arrivee", initial={"on": today}),
        **(forms_shown or {}),
    }
    context = {
        "row": received_row(found),
        "file": file,
        "told": file_state(found),
        "number": number,
        "refusal": refusal,
        "confirm_url": reverse("account_reauthenticate") if refusal == CONFIRM_AGAIN else "",
        "may_see_number": may_see_number(found, request.member, today),
        "thread": _thread(found, request.member) if file else None,
        "write_url": reverse("matching:write", args=[found.id]),
        "refused": refused or {"typed": "", "error": ""},
        "dwelling_url": reverse("offers:own_offer", args=[found.offer_id]),
        "files_url": reverse("matching:dwelling_files", args=[found.offer_id]),
        "caleol_url": reverse("matching:caleol", args=[found.offer_id]),
        **shown,
    }
    return render(request, "matching/received_candidature.html", context, status=status)


def _thread(candidature: Candidature, member: Membership) -> Thread:
    """Reading it marks it read."""
    thread = thread_of(candidature, Channel.LANDLORD, Side.BAILLEUR)
    if thread.messages:
        last = thread.messages[-1].at
        actions.read_thread(candidature=candidature, channel=Channel.LANDLORD, until=last, by=member)
    return thread


def _addressed(request: MemberRequest, candidature_id: UUID) -> Candidature:
    return get_object_or_404(Candidature.objects.addressed_to(request.member).with_offer(), id=candidature_id)


def _move(
    request: MemberRequest, candidature_id: UUID, action: Callable[..., Candidature], done: str, **told: Any
) -> HttpResponse:
    """One call into the domain, then back to the file, or to the dwelling's files when the form came from there."""
    found = _addressed(request, candidature_id)
    try:
        action(candidature=found, by=request.member, **told)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    except Candidature.DoesNotExist:
        raise Http404 from None
    else:
        messages.success(request, done)
    if request.POST.get("suite") == "logement":
        return redirect("matching:dwelling_files", found.offer_id)
    return redirect("matching:candidature", found.id)


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def ask_for_papers(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    _addressed(request, candidature_id)
    form = PapersForm(request.POST)
    if not form.is_valid():
        return received_page(request, candidature_id, forms_shown={"papers_form": form}, status=UNPROCESSABLE)
    papers = form.cleaned_data["papers"]
    return _move(
        request, candidature_id, actions.ask_for_papers, "La référente voit les pièces demandées.", papers=papers
    )


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def file_is_complete(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.file_is_complete, "Le dossier est complet : il attend la CALEOL.")


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def offer_place(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.offer_place, "La place est proposée : réponse sous 24 heures.")


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def sign_lease(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _dated(
        request, candidature_id, "lease_form", "bail", "Bail signé le", actions.sign_lease, "Bail enregistré."
    )


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def hand_keys(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _dated(
        request, candidature_id, "keys_form", "cles", "Clés remises le", actions.hand_keys, "Entrée enregistrée."
    )


def _dated(
    request: MemberRequest,
    candidature_id: UUID,
    name: str,
    prefix: str,
    label: str,
    action: Callable[..., Candidature],
    done: str,
) -> HttpResponse:
    """A move that needs a date; one that cannot be is said beside the field, nothing lost."""
    found = _addressed(request, candidature_id)
    form = DayForm(request.POST, label=label, prefix=prefix)
    if form.is_valid():
        try:
            action(candidature=found, on=form.cleaned_data["on"], by=request.member)
        except WrongState as refusal:
            form.add_error("on", str(refusal))
        except Candidature.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, done)
            return redirect("matching:candidature", found.id)
    return received_page(request, candidature_id, forms_shown={name: form}, status=UNPROCESSABLE)


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def record_arrival(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = _addressed(request, candidature_id)
    form = ArrivalForm(request.POST, label="Arrivée le", prefix="arrivee")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.record_arrival(candidature=found, on=typed["on"], leaves_on=typed["leaves_on"], by=request.member)
        except WrongState as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, "Arrivée enregistrée.")
            return redirect("matching:candidature", found.id)
    return received_page(request, candidature_id, forms_shown={"arrival_form": form}, status=UNPROCESSABLE)


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def retract(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _move(request, candidature_id, actions.retract, "C’est noté : la référente en est prévenue.")


@sensitive_variables()
@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def reveal_number(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    """The number in the answer itself, never at an address; a re-authentication under ten minutes old first."""
    found = _addressed(request, candidature_id)
    if not may_see_number(found, request.member, timezone.localdate()):
        raise Http404
    if not confirmed_recently(request):
        return received_page(request, candidature_id, refusal=CONFIRM_AGAIN)
    try:
        number = actions.reveal_number(candidature=found, by=request.member)
    except Candidature.DoesNotExist:
        raise Http404 from None
    except FileGone:
        return render(request, "matching/file_gone.html", status=410)
    except WrongState as refusal:
        return received_page(request, candidature_id, refusal=str(refusal))
    return received_page(request, candidature_id, number=number)
