"""Dwellings that somebody asked for and the federation has not answered yet."""

from typing import Any

from django.db.models import Count, Min, QuerySet

from matching.models.candidature import WAITING_STATES
from offers.models import Offer, OfferState


def asked_dwellings() -> QuerySet[Any]:
    """Dwellings still to be had with at least one waiting request, the first to close first.

    Annotated with `waiting_requests` and `rank_before`, the first end of their waits. One that its landlord took back
    since the last release is left out: nothing is to be done about it, and its requests end at the release.
    """
    return (
        Offer.objects.not_ended()
        # From the requests that wait, which are few, to their dwellings: never from all those ever published.
        .filter(state__in=[OfferState.PUBLISHED, OfferState.CLOSED], candidatures__state__in=WAITING_STATES)
        .annotate(waiting_requests=Count("candidatures"), rank_before=Min("candidatures__due_at"))
        .order_by("closes_at", "id")
    )
