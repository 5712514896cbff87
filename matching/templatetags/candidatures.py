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
from matching.criteria import State
from matching.dwellings import Dwelling
from matching.findings_words import reasons_of
from matching.followed_dwellings import followed_dwelling
from matching.households import place_households
from matching.models import Candidature, ReleasedNeed
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


@dataclass(frozen=True)
class HouseholdRow:
    """A file the reader is named on, and what the dwelling is to it: why not, where it is set aside."""

    id: UUID
    code: str
    suits: bool
    to_check: bool
    reasons: tuple[str, ...]


@register.inclusion_tag("matching/_request_panel.html", takes_context=True)
def request_panel(context: Context, offer: Offer) -> dict[str, Any]:
    """On the page of a dwelling: which of her households it suits, may suit, or not and why.

    The panel is the same before and after others asked for the dwelling, or got it: what happens elsewhere never shows
    here. A household that must not see the dwelling is absent. 6 queries, one of them to the vault.
    """
    member = _member(context)
    if member is None or not permitted(member, Permission.REQUEST_DWELLINGS):
        return {"shown": False}
    offer = Offer.objects.select_related("location__commune", "bailleur").get(id=offer.id)
    now = timezone.now()
    mine = Household.objects.readable_by(member).active()
    placed = place_households(mine, dwelling_facts(offer), timezone.localdate(now)) if is_offered(offer, now) else []
    rows = [
        HouseholdRow(
            one.household.id,
            one.facts.file.code,
            one.assessment.state is State.SUITABLE,
            one.assessment.state is State.TO_CHECK,
            reasons_of(one.assessment),
        )
        for one in placed
    ]
    mine_here = Candidature.objects.followed_by(member).active().filter(offer=offer)
    return {
        "shown": True,
        "offer_id": offer.id,
        "fitting": [row for row in rows if not row.reasons],
        "aside": [row for row in rows if row.reasons],
        "may_ask": any(row.suits for row in rows),
        "requested": list(mine_here.order_by("id").values_list("id", flat=True)),
    }


@register.inclusion_tag("matching/_released_need.html", takes_context=True)
def released_need(context: Context, offer: Offer) -> dict[str, Any]:
    """On a landlord's own published dwelling: whether the network needs it, as of last night. One query."""
    member = _member(context)
    shown = member is not None and permitted(member, Permission.PUBLISH_DWELLINGS)
    return {"need": ReleasedNeed.objects.of(offer).first() if shown and offer.listed else None}


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
        HouseholdCandidature(one.id, followed_dwelling(one), one.own_state_label) for one in found[:SHOWN_CANDIDATURES]
    ]
    return {"candidatures": rows, "more": len(found) > SHOWN_CANDIDATURES}
