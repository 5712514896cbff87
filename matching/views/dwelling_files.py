"""All the files of one dwelling, for its landlord: what is missing, the numbers, who answers for it, the committee."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Membership
from accounts.permissions import Permission, requires
from accounts.reauthentication import CONFIRM_AGAIN, confirmed_recently
from accounts.requests import MemberRequest
from associations.files import FileGone
from common.transitions import WrongState
from matching import actions
from matching.agents import agents_of, colleagues_of
from matching.cards import TransmittedFile
from matching.clocks import WITHOUT_CALEOL
from matching.dwellings import dwelling
from matching.forms.landlord import AgentsForm, CaleolDayForm, DecisionForm, PapersForm, recorded
from matching.models import Candidature, CandidatureState, DwellingAgent
from matching.models.candidature import TAKEN_STATES
from matching.policies import may_name_agents, may_see_number
from matching.views.received import FileState, ReceivedRow, file_state, received_row
from offers.models import Offer

UNPROCESSABLE = 422


@dataclass(frozen=True)
class DwellingFile:
    """One file of the dwelling. `number` only just after it was asked for."""

    row: ReceivedRow
    told: FileState
    file: TransmittedFile | None
    papers_form: PapersForm
    number: str
    may_see_number: bool


@dataclass(frozen=True)
class CaleolRow:
    row: ReceivedRow
    form: DecisionForm
    closed: bool


def _own_offer(request: MemberRequest, offer_id: UUID) -> Offer:
    """A dwelling of this landlord for which a file reached it. Before, this page does not exist: no count leaks."""
    told = Candidature.objects.told_to(request.member).values("offer_id")
    offers = Offer.objects.owned_by(request.member).filter(id__in=told)
    return get_object_or_404(offers.select_related("location__commune", "bailleur__organisation"), id=offer_id)


@sensitive_variables()
@requires(Permission.READ_TRANSMITTED_FILES)
@require_safe
def dwelling_files(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    return _page(request, _own_offer(request, offer_id))


@sensitive_variables()
def _page(
    request: MemberRequest,
    offer: Offer,
    *,
    numbers: Mapping[UUID, str] | None = None,
    agents_form: forms.Form | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    told = Candidature.objects.told_to(request.member).filter(offer=offer).with_offer()
    opened = actions.open_transmitted_files(offer=offer, by=request.member)
    files = [
        DwellingFile(
            row=received_row(one),
            told=file_state(one),
            file=opened.get(one.id),
            papers_form=PapersForm(initial={"papers": one.missing_papers}, prefix=one.reference),
            number=(numbers or {}).get(one.id, ""),
            may_see_number=may_see_number(one, request.member, today),
        )
        for one in told.order_by(F("rank").asc(nulls_last=True), "transmitted_at", "reference")
    ]
    named = [one.user for one in agents_of(offer)]
    context = {
        "dwelling": dwelling(offer),
        "offer_reference": offer.reference,
        "caleol_on": offer.caleol_on,
        "files": files,
        "may_see_numbers": any(one.may_see_number for one in files),
        "may_decide": offer.solution_type not in WITHOUT_CALEOL and any(not one.told.is_over for one in files),
        "agents": named,
        "may_name": may_name_agents(offer, request.member),
        "agents_form": agents_form or _agents_form(offer, [str(user.id) for user in named]),
        "refusal": refusal,
        "confirm_url": reverse("account_reauthenticate") if refusal == CONFIRM_AGAIN else "",
    }
    return render(request, "matching/dwelling_files.html", context, status=status)


def _agents_form(offer: Offer, named: list[str]) -> AgentsForm:
    return AgentsForm(initial={"agents": named}, colleagues=colleagues_of(offer))


@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def name_agents(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    offer = _own_offer(request, offer_id)
    form = AgentsForm(request.POST, colleagues=colleagues_of(offer))
    if form.is_valid():
        try:
            actions.name_agents(
                offer=offer, users=[UUID(one) for one in form.cleaned_data["agents"]], by=request.member
            )
        except WrongState as refusal:
            form.add_error("agents", str(refusal))
        except DwellingAgent.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, "Les personnes nommées sont enregistrées.")
            return redirect("matching:dwelling_files", offer.id)
    return _page(request, offer, agents_form=form, status=UNPROCESSABLE)


@sensitive_variables()
@requires(Permission.READ_TRANSMITTED_FILES)
@require_POST
def reveal_numbers(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """The numbers of the dwelling's running files in one answer: each opening is written and told."""
    offer = _own_offer(request, offer_id)
    today = timezone.localdate()
    seen = [
        one
        for one in Candidature.objects.addressed_to(request.member).filter(offer=offer).with_offer()
        if may_see_number(one, request.member, today)
    ]
    if not seen:
        raise Http404
    if not confirmed_recently(request):
        return _page(request, offer, refusal=CONFIRM_AGAIN)
    numbers = {one.id: _number(one, request.member) for one in seen}
    return _page(request, offer, numbers=numbers)


def _number(candidature: Candidature, by: Membership) -> str:
    try:
        return actions.reveal_number(candidature=candidature, by=by)
    except (WrongState, FileGone):
        return "aucun numéro en cours pour ce département : appelez la référente"


@sensitive_variables()
@requires(Permission.READ_TRANSMITTED_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def caleol(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """The committee in one page: one row a candidature, saved together."""
    offer = _own_offer(request, offer_id)
    if offer.solution_type in WITHOUT_CALEOL:
        raise Http404
    found = list(
        Candidature.objects.addressed_to(request.member).filter(offer=offer).with_offer().order_by("reference")
    )
    posted = request.POST if request.method == "POST" else None
    first = next((one.decided_on for one in found if one.decided_on), None)
    day_form = CaleolDayForm(posted, initial={"on": first or offer.caleol_on})
    rows = [_caleol_row(one, posted) for one in found]
    if posted is not None and all([day_form.is_valid(), *(row.form.is_valid() for row in rows if not row.closed)]):
        on = day_form.cleaned_data["on"]
        decided = {row.row.id: said for row in rows if not row.closed and (said := row.form.decided(on)) is not None}
        try:
            actions.record_caleol(offer=offer, rows=decided, by=request.member)
        except WrongState as refusal:
            day_form.add_error(None, str(refusal))
        except Candidature.DoesNotExist:
            day_form.add_error(None, "Un dossier s’est arrêté entre-temps : la page est à jour, vérifiez-la.")
        else:
            messages.success(request, "Décisions enregistrées : chaque référente voit la sienne.")
            return redirect("matching:dwelling_files", offer.id)
    context = {"dwelling": dwelling(offer), "offer_id": offer.id, "day_form": day_form, "rows": rows}
    return render(request, "matching/caleol.html", context, status=UNPROCESSABLE if posted is not None else 200)


def _caleol_row(candidature: Candidature, posted: object) -> CaleolRow:
    """A row is closed once the household answered: what was decided then stays."""
    closed = candidature.state in (*TAKEN_STATES, CandidatureState.HOUSED) or not candidature.is_active
    prefix = candidature.reference
    form = DecisionForm(None if closed else posted, prefix=prefix, initial=recorded(candidature))  # type: ignore[arg-type]
    return CaleolRow(received_row(candidature), form, closed)
