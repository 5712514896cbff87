"""Dwellings for a household, and one dwelling for it: what fits, why not, what one change would open."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone
from associations.policies import can_update
from associations.views.households import gone, open_or_404
from matching.board import USUAL_SORT
from matching.criteria import Code, State, assess
from matching.dwellings import dwelling, public_url
from matching.household_board import VIEWS, board_page, gaps_of, need_sentence
from matching.models import Candidature, NeedAnswer
from matching.openings import parse_change
from matching.pair_page import criteria_groups, money_of
from matching.pairs import dwelling_facts, household_facts
from matching.policies import is_offered, is_proposed
from offers.models import Offer, OfferState
from offers.search.engine import SORTS
from offers.search.facts import SORT, Query, active_facts, facts_query
from offers.search.filters import OfferFilter
from offers.views.search import own_departements

VIEW, SIMULATED = "vue", "simuler"


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def household_dwellings(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """The board. POST takes the filters of the drawer and leads to their address."""
    try:
        opened = open_or_404(request, household_id)
        household = household_facts(opened.household)
    except FileGone:
        return gone(request)
    if not can_update(opened.household):
        raise Http404  # it looks for nothing any more
    data = request.POST if request.method == "POST" else request.GET
    now = timezone.now()
    facts = OfferFilter(data, queryset=Offer.objects.open_at(now))
    # What makes no sense in a field could be a place typed there: it never reaches the address.
    wrong = not facts.form.is_valid()
    if request.method == "POST" and not wrong:
        response = redirect(_address(household_id, facts_query(data), view=data.get(VIEW, "")))
        response.status_code = 303
        return response
    change = parse_change(data.get(SIMULATED, ""))
    sort = data.get(SORT, "")
    today = timezone.localdate(now)
    page = board_page(
        household,
        facts.qs,
        today=today,
        view=data.get(VIEW, ""),
        sort=sort if sort in SORTS else USUAL_SORT,
        page=data.get("page"),
        change=change,
    )
    kept = facts_query(data)
    context = {
        "household_id": household_id,
        "code": household.file.code,
        "need": need_sentence(household),
        "gaps": gaps_of(household, today),
        "board": page,
        "tabs": [
            (label, page.counts[name], name == page.view, _address(household_id, kept, view=name, change=change))
            for name, label in VIEWS.items()
        ],
        "openings": [(one.words, one.count, _address(household_id, kept, change=one.change)) for one in page.openings],
        "without_change": _address(household_id, kept, view=page.view),
        "facts": facts,
        "form": facts.form,
        "narrow_errors": wrong,
        "active": active_facts(facts, data, lambda query: _address(household_id, query, view=page.view)),
        "sorts": SORTS.items(),
        "sort": sort if sort in SORTS else USUAL_SORT,
        "own_departements": own_departements(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "matching/household_dwellings.html", context, status=status)


def _address(household_id: UUID, facts: Query, *, view: str = "", change: object = None) -> str:
    """The board with some facts: no place, no commune, nothing of the file is in it."""
    query = [*facts, *([(VIEW, view)] if view in VIEWS else []), *([(SIMULATED, str(change))] if change else [])]
    path = reverse("matching:household_dwellings", args=[household_id])
    return f"{path}?{urlencode(query)}" if query else path


@requires(Permission.REQUEST_DWELLINGS)
@require_safe
def household_dwelling(request: MemberRequest, household_id: UUID, offer_id: UUID) -> HttpResponse:
    """Every criterion for the pair; a dwelling that must not be seen for this household is not found."""
    offers = Offer.objects.exclude(state=OfferState.DRAFT).select_related(
        "location__commune", "bailleur__organisation"
    )
    offer = get_object_or_404(offers, id=offer_id)
    now = timezone.now()
    try:
        opened = open_or_404(request, household_id)
        if not is_proposed(opened.household, offer, now):
            raise Http404
        household = household_facts(opened.household)
    except FileGone:
        return gone(request)
    facts, today = dwelling_facts(offer), timezone.localdate(now)
    assessment = assess(household, facts, today)
    if assessment.state is State.HIDDEN or not can_update(opened.household):
        raise Http404
    asked = Candidature.objects.active().filter(household=household_id, offer=offer).first()
    check = household.checked.get(offer.id)
    context = {
        "household_id": household_id,
        "code": household.file.code,
        "dwelling": dwelling(offer),
        # A dwelling kept for her need has no page of its own: it is chosen among the answers.
        "page_of_dwelling": public_url(offer) if is_offered(offer, now) else "",
        "answer": NeedAnswer.objects.standing().filter(offer=offer).first(),
        "groups": criteria_groups(assessment),
        "money": money_of(household, facts, today),
        "suits": assessment.state is State.SUITABLE,
        "to_check": assessment.state is State.TO_CHECK,
        "checked": check is not None and check.position == facts.position,
        "judged_near": any(one.code is Code.CHECKED for one in assessment.blocking),
        "asked": asked,
    }
    return render(request, "matching/household_dwelling.html", context)
