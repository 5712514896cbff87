"""The page of a dwelling, for associations: its facts, never its door."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from offers.cards import place_of, title_of
from offers.models import Offer
from offers.search.engine import Decider, Row
from offers.search.private import NoSuchSearch
from offers.views.search import SEARCH_ID, TO_CHECK, recalled, way_back


@sensitive_variables()
@requires(Permission.SEARCH_DWELLINGS)
@require_GET
def offer(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Facts of an open dwelling. One that is not open any more says so, whatever became of it, and nothing else."""
    published = Offer.objects.filter(published_at__isnull=False)
    dwelling = get_object_or_404(published.select_related("location__commune", "bailleur__organisation"), id=offer_id)
    if not Offer.objects.open_at(timezone.now()).filter(id=offer_id).exists():
        return render(request, "offers/offer_closed.html")
    search_id = request.GET.get(SEARCH_ID, "")
    try:
        criteria = recalled(request, search_id)
    except NoSuchSearch:
        return render(request, "offers/search_over.html", status=404)
    location = dwelling.location
    found = Decider(criteria).find(Row(dwelling.id, location.commune_id, location.lat, location.lon, None, None, None))
    if found is None:
        raise Http404  # too near, or refused: for this search it does not exist
    context = {
        "offer": dwelling,
        "title": title_of(dwelling),
        "place": place_of(dwelling),
        "to_check": TO_CHECK if found.to_check else None,
        "distances": found.distances,
        "way_back": way_back(request.GET),
    }
    return render(request, "offers/offer.html", context)
