"""The search: facts in the address, places posted and kept sealed behind an opaque id."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from accounts.sessions import session_digest
from offers.cards import Chip, OfferCard, offer_card
from offers.models import Offer
from offers.search.criteria import PrivateCriteria
from offers.search.engine import SORTS, USUAL_SORT, Found, Opening, Result
from offers.search.engine import search as run_search
from offers.search.facts import MOST_CHARACTERS, SORT, Query, active_facts, facts_query
from offers.search.filters import OfferFilter
from offers.search.forms import (
    MOST_ZONES,
    AwayFormSet,
    PlacesForm,
    criteria_of,
    initial_away,
    initial_places,
)
from offers.search.private import NoSuchSearch, recall, remember
from territories.departements import departements_of
from territories.forms import wants_neighbours

SEARCH_ID = "recherche"
TO_CHECK = Chip(
    "eye",
    "À vérifier",
    "watch",
    "Ce que l’on sait de son emplacement ne suffit pas à dire s’il est assez loin. Vérifiez-le avant de le demander.",
)


@sensitive_post_parameters()
@sensitive_variables()
@requires(Permission.SEARCH_DWELLINGS)
@require_http_methods(["GET", "POST"])
def search(request: MemberRequest) -> HttpResponse:
    """Dwellings for an association: GET shows, POST keeps the places and leads to GET."""
    if request.method == "POST":
        return _keep(request)
    try:
        criteria = recalled(request, request.GET.get(SEARCH_ID, ""))
    except NoSuchSearch:
        # Never the unfiltered list instead: it would show what the places were to hide.
        return render(request, "offers/search_over.html", status=404)
    places = PlacesForm(initial=initial_places(criteria), prefix="p")
    away = AwayFormSet(initial=initial_away(criteria), prefix="zones")
    return _page(request, request.GET, criteria, places, away)


def recalled(request: MemberRequest, search_id: str) -> PrivateCriteria:
    """The reader's places behind an opaque id; none without an id. Raises NoSuchSearch."""
    if not search_id:
        return PrivateCriteria()
    return recall(user=request.user, session_digest=session_digest(request), search_id=search_id)


def _keep(request: MemberRequest) -> HttpResponse:
    data = request.POST
    if "retirer" in data:
        try:
            criteria = recalled(request, data.get(SEARCH_ID, "")).without(data["retirer"])
        except NoSuchSearch:
            return render(request, "offers/search_over.html", status=404)
        return _to_results(request, data, criteria)
    places, away = PlacesForm(data, prefix="p"), AwayFormSet(data, prefix="zones")
    if "ajouter" in data or wants_neighbours(data):
        return _page(request, data, None, places, _one_more(data) if "ajouter" in data else away, quiet=True)
    # A text typed into the wrong field could be a place: what makes no sense never reaches the address.
    valid = [places.is_valid(), away.is_valid(), OfferFilter(data).form.is_valid()]
    if not all(valid):
        return _page(request, data, None, places, away, status=422)
    return _to_results(request, data, criteria_of(places, away))


def _one_more(data: QueryDict) -> Any:
    """The same zones with an empty one more, nothing typed lost."""
    more = data.copy()
    try:
        count = int(data.get("zones-TOTAL_FORMS") or 1)
    except ValueError:
        count = 1
    more["zones-TOTAL_FORMS"] = str(max(1, min(count + 1, MOST_ZONES)))
    return AwayFormSet(more, prefix="zones")


def _to_results(request: MemberRequest, data: QueryDict, criteria: PrivateCriteria) -> HttpResponse:
    """Facts go to the address, places behind the id."""
    query = facts_query(data)
    if criteria:
        search_id = remember(user=request.user, session_digest=session_digest(request), criteria=criteria)
        query.append((SEARCH_ID, str(search_id)))
    response = redirect(f"{reverse('offers:search')}?{urlencode(query)}")
    response.status_code = 303
    return response


def _address(facts: Query, *, search_id: str) -> str:
    return f"{reverse('offers:search')}?{urlencode(facts + search_query(search_id))}"


def search_query(search_id: str) -> list[tuple[str, str]]:
    """The opaque id as a pair for an address, when there is one."""
    return [(SEARCH_ID, search_id)] if search_id else []


def _page(
    request: MemberRequest,
    data: QueryDict,
    criteria: PrivateCriteria | None,
    places: PlacesForm,
    away: Any,
    *,
    quiet: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page with its results; without them (`criteria` None) while places are being typed or do not hold."""
    facts = OfferFilter(data, queryset=Offer.objects.open_at(timezone.now()))
    sort = data.get(SORT, "")
    sort = sort if sort in SORTS else USUAL_SORT
    result = None if criteria is None else run_search(facts=facts, criteria=criteria, sort=sort, page=data.get("page"))
    search_id = data.get(SEARCH_ID, "")
    context = {
        "facts": facts,
        "form": facts.form,
        "places": places,
        "away": away,
        "may_add": len(away.forms) < MOST_ZONES,
        "sorts": SORTS.items(),
        "sort": sort,
        "result": result,
        "cards": _cards(result, way_back(data)) if result else [],
        "remedies": _remedies(result.openings, data) if result else [],
        # While places are being typed no chip leads away: its list would lack them.
        "active": active_facts(facts, data, partial(_address, search_id=search_id)) if criteria is not None else [],
        "private": criteria.chips() if criteria else [],
        "search_id": search_id if criteria else "",
        "hidden_facts": facts_query(data),
        "own_departements": own_departements(request),
        "editing": criteria is None,
        "narrow_errors": facts.form.errors,
    }
    return render(request, "offers/search.html", context, status=status if not quiet else 200)


@dataclass(frozen=True)
class Remedy:
    """What one criterion less would show: by a link for a fact (`url`), by a posted `key` for a place."""

    words: str
    count: int
    url: str
    key: str


def _remedies(openings: list[Opening], data: QueryDict) -> list[Remedy]:
    remedies = []
    for opening in openings:
        url = ""
        if opening.criterion in OfferFilter.base_filters:
            rest = data.copy()
            rest.pop(opening.criterion, None)
            url = _address(facts_query(rest), search_id=data.get(SEARCH_ID, ""))
        remedies.append(Remedy(opening.words, opening.count, url, opening.criterion))
    return remedies


def way_back(data: QueryDict) -> str:
    """Query string that leads back to the same list at the same page."""
    query = facts_query(data) + search_query(data.get(SEARCH_ID, ""))
    page = data.get("page", "")
    return urlencode([*query, ("page", page)] if page.isdecimal() and len(page) <= MOST_CHARACTERS else query)


def _cards(result: Result, query: str) -> list[OfferCard]:
    return [_card(one, result.offers[one.row.id], query) for one in result.page if one.row.id in result.offers]


def _card(found: Found, offer: Offer, query: str) -> OfferCard:
    url = reverse("offers:offer", args=[offer.id])
    return offer_card(
        offer,
        url=f"{url}?{query}" if query else url,
        action_label="Voir",
        chips=(TO_CHECK,) if found.to_check else (),
        distances=found.distances,
    )


def own_departements(request: MemberRequest) -> set[str]:
    """Codes of the départements of the reader's regions: shown first, the others folded."""
    own = request.member.organisation.association.departements.values_list("code", "region_id").order_by("code")
    return {one.code for _, region in own for one in departements_of(region)}
