"""What pages of lower layers show of requests: they name these tags, they know nothing else of `matching`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Permission, permitted
from associations.models import Household
from matching.dwellings import Dwelling, dwelling
from matching.models import Candidature
from matching.narrowing import households_for
from matching.pairs import dwelling_facts
from matching.policies import is_offered
from offers.models import Offer

register = template.Library()

SHOWN_CANDIDATURES = 10


@dataclass(frozen=True)
class HouseholdCandidature:
    id: UUID
    dwelling: Dwelling
    state_label: str


def _member(context: Context) -> Membership | None:
    request = context.get("request")
    return getattr(request, "member", None)


@register.inclusion_tag("matching/_request_panel.html", takes_context=True)
def request_panel(context: Context, offer: Offer) -> dict[str, Any]:
    """On the page of a dwelling: « Demander ce logement » and « Vérifier l'emplacement », when they are for her.

    The panel is the same before and after others asked for the dwelling, or got it: what happens elsewhere never shows
    here. Three queries.
    """
    member = _member(context)
    if member is None or not permitted(member, Permission.REQUEST_DWELLINGS):
        return {"shown": False}
    offer = Offer.objects.select_related("location__commune", "bailleur").get(id=offer.id)
    mine = Household.objects.readable_by(member)
    now = timezone.now()
    narrowed = households_for(mine, dwelling_facts(offer), timezone.localdate(now))
    fitting = narrowed.count() if is_offered(offer, now) else 0
    mine_here = Candidature.objects.followed_by(member).active().filter(offer=offer)
    requested = list(mine_here.order_by("id").values_list("id", flat=True))
    return {"shown": True, "offer_id": offer.id, "fitting": fitting, "requested": requested}


@register.inclusion_tag("matching/_household_candidatures.html", takes_context=True)
def household_candidatures(context: Context, household: Any) -> dict[str, Any]:
    """On the page of a household: its requests, latest first. `household` is anything with the household's `id`."""
    member = _member(context)
    if member is None or not permitted(member, Permission.REQUEST_DWELLINGS):
        return {"candidatures": [], "more": False}
    found = list(
        Candidature.objects.followed_by(member)
        .filter(household_id=household.id)
        .with_offer()
        .order_by("-requested_at", "id")[: SHOWN_CANDIDATURES + 1]
    )
    rows = [
        HouseholdCandidature(one.id, dwelling(one.offer), str(one.get_state_display()))
        for one in found[:SHOWN_CANDIDATURES]
    ]
    return {"candidatures": rows, "more": len(found) > SHOWN_CANDIDATURES}
