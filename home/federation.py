"""What waits for the federation: dwellings whose requests it has not transmitted yet, by closing."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from common.templatetags.formats import counted, datetime_fr
from home.regions import quiet_organisations, side_by_side
from home.rows import MOST_ROWS, Row
from matching.dwellings import dwelling
from matching.models import Interpellation
from matching.waiting import asked_dwellings
from offers.models import Offer


def context(member: Membership) -> dict[str, Any]:
    """9 queries: how many requests wait on how many dwellings, the first of these dwellings, needs to call about;
    then what home.regions asks for."""
    waiting = asked_dwellings()
    totals = waiting.order_by().aggregate(dwellings=Count("id"), requests=Sum("waiting_requests"))
    first = waiting.select_related("location__commune", "bailleur__organisation")[:MOST_ROWS]
    return {
        "rows": [*_to_call(), *(_row(offer, offer.waiting_requests) for offer in first)],
        "more_rows": max(totals["dwellings"] - MOST_ROWS, 0),
        "totals": totals,
        "regions": side_by_side(timezone.localdate()),
        "quiet": quiet_organisations(timezone.now()),
    }


def _to_call() -> list[Row]:
    """Needs too rare for a card: somebody phones, or they wait for nothing."""
    needs = Interpellation.objects.open().filter(to_call=True).count()
    if not needs:
        return []
    return [
        Row(
            what=f"Appeler des bailleurs pour {counted(needs, 'besoin trop rare,besoins trop rares')}",
            url=reverse("matching:federation_needs"),
            button="Lire",
        )
    ]


def _row(offer: Offer, waiting: int) -> Row:
    shown = dwelling(offer)
    closed = offer.closes_at is None or offer.closes_at <= timezone.now()
    closing = "Clos depuis le" if closed else "Clôture"
    return Row(
        what=counted(waiting, "demande à transmettre,demandes à transmettre"),
        note=f"{shown.title}, {shown.place}. {shown.bailleur}. {closing} {datetime_fr(offer.closes_at)}.",
        url=reverse("matching:federation_offer", args=[offer.id]),
        button="Lire les fiches",
    )
