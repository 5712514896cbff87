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
from associations.files import FileGone, HouseholdFile, open_files_and_zones
from associations.models import Household
from associations.needs import composition_words
from common.transitions import WrongState
from matching import actions
from matching.cards import REFERENCE_TO_COME, AnonymousCard, TransmittedFile, preview_card, transmitted_file
from matching.dwellings import dwelling, public_url
from matching.fits import households_that_fit
from matching.forms import RequestForm
from matching.models import Candidature
from matching.policies import is_offered
from matching.safety import is_kept_away
from offers.models import Offer, OfferState

# A référente follows a few dozen households; a page that would list more is no help to choose.
PROPOSED_HOUSEHOLDS = 50


@dataclass(frozen=True)
class ProposedHousehold:
    """A household that the dwelling fits, with exactly what would leave about it."""

    id: UUID
    code: str
    composition: str
    chosen: bool
    card: AnonymousCard
    file: TransmittedFile


@dataclass(frozen=True)
class AlreadyRequested:
    """A household for which this dwelling is already asked for."""

    code: str
    candidature_id: UUID


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def request_dwelling(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    offers = Offer.objects.exclude(state=OfferState.DRAFT).select_related(
        "location__commune", "bailleur__organisation"
    )
    offer = get_object_or_404(offers, id=offer_id)
    # A dwelling that closed while the page was open gets an answer beside what was typed, not a lost page.
    if request.method != "POST" and not is_offered(offer, timezone.now()):
        raise Http404
    mine = Household.objects.readable_by(request.member)
    if not households_that_fit(mine, offer).exists():
        raise Http404
    files = _fitting_files(request, offer)
    requested = dict(
        Candidature.objects.active().filter(offer=offer, household__in=list(files)).values_list("household_id", "id")
    )
    form = RequestForm(
        request.POST or None, households=[(household.id, _words(file)) for household, file in files.items()]
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in files if str(one.id) == form.cleaned_data["household"])
        try:
            candidature = actions.request_dwelling(
                household=chosen, offer=offer, note=form.cleaned_data["note"], by=request.member
            )
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        except FileGone:
            form.add_error(None, "La fiche de ce ménage a été effacée.")
        else:
            messages.success(request, "La demande est faite. La FNSF voit la fiche anonyme.")
            return redirect("matching:candidature", candidature.id)
    proposed = [
        _proposed(household, file, offer, typed=form["household"].data)
        for household, file in files.items()
        if household.id not in requested
    ]
    context = {
        "dwelling": dwelling(offer),
        "back": public_url(offer),
        "form": form,
        "proposed": proposed,
        "requested": [
            AlreadyRequested(file.code, requested[household.id])
            for household, file in files.items()
            if household.id in requested
        ],
    }
    return render(request, "matching/request_dwelling.html", context)


def _fitting_files(request: MemberRequest, offer: Offer) -> dict[Household, HouseholdFile]:
    """Her households that the dwelling fits and that no file keeps from it, newest first: one query to the vault."""
    mine = Household.objects.readable_by(request.member).select_related("association__organisation", "referente")
    households = list(households_that_fit(mine, offer).newest_first()[:PROPOSED_HOUSEHOLDS])
    opened = open_files_and_zones(households)
    return {
        household: opened[household][0]
        for household in households
        if household in opened and not is_kept_away(offer, *opened[household])
    }


def _words(file: HouseholdFile) -> str:
    return f"{file.code} · {composition_words(file.adults, file.children)}"


def _proposed(household: Household, file: HouseholdFile, offer: Offer, *, typed: str | None) -> ProposedHousehold:
    return ProposedHousehold(
        id=household.id,
        code=file.code,
        composition=composition_words(file.adults, file.children),
        chosen=typed == str(household.id),
        card=preview_card(household, offer),
        file=transmitted_file(household, file, reference=REFERENCE_TO_COME),
    )
