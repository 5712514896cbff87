"""The federation's pages: dwellings with waiting requests, the anonymous cards, the transmission."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone
from common.transitions import WrongState
from matching import actions
from matching.cards import AnonymousCard, anonymous_card
from matching.dwellings import Dwelling, dwelling
from matching.models import Candidature
from matching.models.candidature import TRANSMITTED_STATES
from matching.network import needs_by_association
from matching.pairs import dwelling_facts
from matching.policies import NO_LONGER_WAITING
from matching.waiting import asked_dwellings
from offers.models import Offer, OfferState

ROWS_A_PAGE = 20


@dataclass(frozen=True)
class AskedDwelling:
    """A dwelling with waiting requests."""

    dwelling: Dwelling
    waiting: int


@dataclass(frozen=True)
class WaitingRequest:
    """A card and the address that transmits it. The id is the request's, never the household's."""

    id: UUID
    card: AnonymousCard


@dataclass(frozen=True)
class TransmittedRequest:
    """What stays shown of a request once transmitted: its reference and the day."""

    reference: str
    association: str
    transmitted_at: datetime | None


@requires(Permission.RANK_REQUESTS)
@require_safe
def federation(request: MemberRequest) -> HttpResponse:
    found = asked_dwellings().select_related("location__commune", "bailleur__organisation")
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [AskedDwelling(dwelling(asked), asked.waiting_requests) for asked in page.object_list]
    return render(request, "matching/federation.html", {"rows": rows, "page": page})


@requires(Permission.RANK_REQUESTS)
@require_safe
def offer(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        Offer.objects.filter(candidatures__isnull=False)
        .distinct()
        .select_related("location__commune", "bailleur__organisation"),
        id=offer_id,
    )
    requests = Candidature.objects.filter(offer=found).select_related("household__association__organisation")
    # By the day, never by the minute: the hour of a request says more than the card does.
    waiting = requests.waiting().order_by(TruncDate("requested_at"), "id")
    page = Paginator(waiting, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for candidature in page.object_list:
        candidature.offer = found
    open_to_transmission = found.ended_at is None and found.state in (OfferState.PUBLISHED, OfferState.CLOSED)
    transmitted = requests.filter(transmitted_at__isnull=False).order_by("-transmitted_at", "id")[:ROWS_A_PAGE]
    context = {
        "dwelling": dwelling(found),
        "wanted": found.wanted_candidatures,
        "rows": [WaitingRequest(one.id, anonymous_card(one)) for one in page.object_list],
        "page": page,
        "transmitted": [
            TransmittedRequest(one.reference, _association_of(one), one.transmitted_at) for one in transmitted
        ],
        "open_to_transmission": open_to_transmission,
        "needs": needs_by_association(dwelling_facts(found), timezone.localdate()) if open_to_transmission else [],
    }
    return render(request, "matching/federation_offer.html", context)


@requires(Permission.RANK_REQUESTS)
@require_POST
def transmit(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = get_object_or_404(Candidature.objects.select_related("offer__bailleur__organisation"), id=candidature_id)
    try:
        done = actions.transmit_candidature(candidature=found, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    except FileGone:
        messages.error(request, "La fiche de ce ménage a été effacée : rien n’est transmis.")
    else:
        if done.state in TRANSMITTED_STATES:
            messages.success(request, f"La demande {found.reference} est transmise à {found.offer.bailleur}.")
        else:
            messages.error(request, NO_LONGER_WAITING)
    return redirect("matching:federation_offer", found.offer_id)


def _association_of(candidature: Candidature) -> str:
    """The association that asked; empty once the household was purged."""
    household = candidature.household
    return household.association.organisation.name if household else ""
