"""Dwellings that somebody asked for and the federation has not answered yet."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from matching.models import CandidatureState
from offers.models import Offer, OfferState


def asked_dwellings() -> QuerySet[Any]:
    """Dwellings still to be had with at least one waiting request, the first to close first.

    Annotated with `waiting_requests`. One that its landlord took back since the last release is left out: nothing is
    to be done about it, and its requests end at the release.
    """
    waiting = Count("candidatures", filter=Q(candidatures__state=CandidatureState.REQUESTED))
    return (
        Offer.objects.not_ended()
        .filter(state__in=[OfferState.PUBLISHED, OfferState.CLOSED])
        .annotate(waiting_requests=waiting)
        .filter(waiting_requests__gt=0)
        .order_by("closes_at", "id")
    )
