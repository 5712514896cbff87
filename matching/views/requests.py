"""« Demander ce logement », in two clicks: the button, then this page that says what leaves and to whom."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone, HouseholdFile
from associations.models import Household
from associations.needs import composition_words
from common.transitions import WrongState
from matching import actions
from matching.cards import REFERENCE_TO_COME, AnonymousCard, TransmittedFile, preview_card, transmitted_file
from matching.criteria import State
from matching.dwellings import dwelling, public_url
from matching.forms.requests import RequestForm
from matching.households import PlacedHousehold, place_households
from matching.models import Candidature, CandidatureState
from matching.narrowing import households_for
from matching.pairs import dwelling_facts
from matching.policies import is_offered
from offers.models import Offer

PREPARE = "preparer"


@dataclass(frozen=True)
class ProposedHousehold:
    """A household that the dwelling suits, with exactly what would leave about it."""

    id: UUID
    code: str
    composition: str
    chosen: bool
    card: AnonymousCard
    file: TransmittedFile


@dataclass(frozen=True)
class ToCheck:
    """A household whose référente looks at the location first."""

    id: UUID
    code: str


@dataclass(frozen=True)
class AlreadyRequested:
    """A household for which this dwelling is already asked for."""

    code: str
    candidature_id: UUID


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def request_dwelling(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """`?menage=` chooses one of the households proposed."""
    # One that is kept for a need was never published: it is not asked for, it is chosen (matching.views.needs).
    offers = Offer.objects.filter(published_at__isnull=False).select_related(
        "location__commune", "bailleur__organisation"
    )
    offer = get_object_or_404(offers, id=offer_id)
    now = timezone.now()
    # A dwelling that closed while the page was open gets an answer beside what was typed, not a lost page.
    if request.method != "POST" and not is_offered(offer, now):
        raise Http404
    facts, today = dwelling_facts(offer), timezone.localdate(now)
    narrowed = households_for(Household.objects.readable_by(request.member), facts, today)
    if not narrowed.exists():
        raise Http404
    wanted = request.POST.get("household") or request.GET.get("menage", "")
    placed = [one for one in place_households(narrowed, facts, today, named=_id(wanted)) if one.assessment.is_open]
    of_these = Candidature.objects.active().filter(offer=offer, household__in=[one.household for one in placed])
    requested = dict(of_these.values_list("household_id", "id"))
    asked = [one for one in placed if one.household.id in requested]
    suitable = [one for one in placed if one.assessment.state is State.SUITABLE and one not in asked]
    form = RequestForm(
        request.POST or None,
        households=[(one.household.id, _words(one.facts.file)) for one in (*suitable, *asked)],
        initial={"household": request.GET.get("menage")},
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(one.household for one in placed if str(one.household.id) == form.cleaned_data["household"])
        try:
            ask = actions.prepare_request if PREPARE in request.POST else actions.request_dwelling
            candidature = ask(
                household=chosen,
                offer=offer,
                note=form.cleaned_data["note"],
                danger=form.cleaned_data["danger"],
                wish=form.cleaned_data["wish"],
                by=request.member,
            )
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        except FileGone:
            form.add_error(None, "La fiche de ce ménage a été effacée.")
        else:
            if candidature.state == CandidatureState.PREPARED:
                messages.success(request, "La demande est préparée : personne ne la voit avant son envoi.")
            else:
                messages.success(request, "La demande est faite. La FNSF voit la fiche anonyme.")
            return redirect("matching:candidature", candidature.id)
    chosen_id = form["household"].value() or next((str(one.household.id) for one in suitable), "")
    context = {
        "dwelling": dwelling(offer),
        "back": public_url(offer),
        "form": form,
        "proposed": [_proposed(one, offer, chosen_id) for one in suitable],
        "to_check": [
            ToCheck(one.household.id, one.facts.file.code)
            for one in placed
            if one.assessment.state is State.TO_CHECK and one not in asked
        ],
        "requested": [AlreadyRequested(one.facts.file.code, requested[one.household.id]) for one in asked],
    }
    return render(request, "matching/request_dwelling.html", context)


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _words(file: HouseholdFile) -> str:
    return f"{file.code} · {composition_words(file.adults, file.children)}"


def _proposed(one: PlacedHousehold, offer: Offer, chosen_id: str) -> ProposedHousehold:
    household, file = one.household, one.facts.file
    return ProposedHousehold(
        id=household.id,
        code=file.code,
        composition=composition_words(file.adults, file.children),
        chosen=str(household.id) == chosen_id,
        card=preview_card(household, offer),
        file=transmitted_file(household, file, offer, reference=REFERENCE_TO_COME),
    )
