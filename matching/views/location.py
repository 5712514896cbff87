"""« Vérifier l'emplacement » : a confirmation that says it is logged, then door and photos. Nothing is kept open."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from matching import actions
from matching.actions.access import OpenedLocation, may_see_photos
from matching.dwellings import dwelling, public_url
from matching.policies import is_offered, may_ask_for_location
from offers.models import Offer, OfferPhoto, OfferState
from offers.models.offer import OfferQuerySet
from offers.photos import photo_response


def _offers() -> OfferQuerySet:
    return Offer.objects.exclude(state=OfferState.DRAFT).select_related("location__commune", "bailleur__organisation")


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def check_location(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    offer = get_object_or_404(_offers(), id=offer_id)
    now = timezone.now()
    if not may_ask_for_location(offer, request.member, now):
        raise Http404
    context = {"dwelling": dwelling(offer), "back": public_url(offer) if is_offered(offer, now) else ""}
    if request.method != "POST":
        return render(request, "matching/location_confirm.html", context)
    try:
        location = actions.open_location(offer=offer, by=request.member)
    except actions.LocationClosed:
        return render(request, "matching/location_closed.html", context, status=404)
    context |= {"location": location, "points": door_markers(location)}
    return render(request, "matching/location.html", context)


def door_markers(location: OpenedLocation) -> list[dict[str, object]]:
    """The door on the map: never kept in the page of anybody else, and no tile is asked for unless hosted by us."""
    if location.lat is None or location.lon is None:
        return []
    return [{"key": "door", "label": location.commune, "count": 1, "lat": location.lat, "lon": location.lon}]


@requires(Permission.REQUEST_DWELLINGS)
@require_safe
def photo(request: MemberRequest, offer_id: UUID, photo_id: UUID) -> HttpResponseBase:
    offer = get_object_or_404(_offers(), id=offer_id)
    found = get_object_or_404(OfferPhoto, id=photo_id, location_id=offer.id)
    if not may_see_photos(offer=offer, by=request.member, now=timezone.now()):
        raise Http404
    return photo_response(found)
