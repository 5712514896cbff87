"""« Vérifier l'emplacement » for one household: the door beside her zones, then far enough or too near, and why."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.reauthentication import CONFIRM_AGAIN, confirm_first, confirmed_recently
from accounts.requests import MemberRequest
from associations.actions.dossier import open_zones_of
from associations.files import FileGone
from associations.models import Household
from associations.views.households import gone
from common.transitions import WrongState
from matching import actions
from matching.actions.checks import may_be_decided
from matching.dwellings import dwelling
from matching.forms.requests import LocationDecisionForm
from matching.pairs import dwelling_facts, household_facts
from matching.policies import is_proposed
from matching.views.location import door_markers
from offers.models import Offer, OfferState
from territories.markers import circles

DECIDE = "decider"


@sensitive_post_parameters()
@sensitive_variables()
@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_location(request: MemberRequest, household_id: UUID, offer_id: UUID) -> HttpResponse:
    """GET says what will open and that it is logged; a first POST opens; a second one decides.

    A re-authentication that ran out while she looked asks for another beside what she typed.
    """
    household = get_object_or_404(Household.objects.readable_by(request.member), id=household_id)
    offers = Offer.objects.exclude(state=OfferState.DRAFT).select_related(
        "location__commune", "bailleur__organisation"
    )
    offer = get_object_or_404(offers, id=offer_id)
    try:
        facts = household_facts(household)
        if not is_proposed(household, offer, timezone.now()) or not may_be_decided(facts, dwelling_facts(offer)):
            raise Http404
        recent = confirmed_recently(request)
        if not recent and request.method != "POST":
            return confirm_first(request)
        context = {"household_id": household_id, "code": facts.file.code, "dwelling": dwelling(offer)}
        if request.method != "POST":
            return render(request, "matching/decide_location_confirm.html", context)
        form = LocationDecisionForm(request.POST if DECIDE in request.POST else None)
        if not recent:
            return render(
                request,
                "matching/decide_location.html",
                context | {"form": form, "refusal": CONFIRM_AGAIN},
                status=422,
            )
        if form.is_bound and form.is_valid():
            try:
                actions.decide_location(
                    household=household,
                    offer=offer,
                    far=form.cleaned_data["decision"] == LocationDecisionForm.FAR,
                    why=form.cleaned_data["why"],
                    by=request.member,
                )
            except WrongState as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Votre décision est enregistrée.")
                return redirect("matching:household_dwelling", household_id, offer_id)
        location = actions.open_location(offer=offer, by=request.member)
        zones = open_zones_of(household=household, by=request.member)
    except FileGone:
        return gone(request)
    except actions.LocationClosed:
        return render(request, "matching/location_closed.html", {"dwelling": dwelling(offer)}, status=404)
    context |= {
        "form": form,
        "refusal": "",
        "location": location,
        "markers": door_markers(location),
        "circles": circles(zones.zones),
        "zones": len(zones.all),
    }
    return render(request, "matching/decide_location.html", context, status=422 if form.is_bound else 200)
