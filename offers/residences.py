"""What a dwelling may take from the last one of the same residence."""

from typing import Any

from offers.models import Offer
from offers.models.offer import OfferQuerySet

TAKEN_OF_OFFER = (
    "lift", "step_free", "financing", "contingent", "heating", "heating_cost_cents",
    "water_cost_cents", "dpe", "in_qpv", "visit_contact", "visit_slots",
)  # fmt: skip
TAKEN_OF_LOCATION = ("address", "commune_id", "quarter")
MOST_READ = 300


def last_of_residence(own: OfferQuerySet, draft: Offer) -> Offer | None:
    """The landlord's last other dwelling of the draft's residence, if it knows something that the draft does not."""
    if not draft.location.residence:
        return None
    last = own.in_residence(draft.location.residence).exclude(id=draft.id).latest_first().first()
    return last if last is not None and values_to_take(draft, last) else None


def values_to_take(draft: Offer, source: Offer) -> dict[str, Any]:
    """Columns that the draft leaves empty and the source knows. What was typed is never replaced.

    The door's coordinates come along with the address alone: they are the building's.
    """
    taken = {
        name: getattr(source, name)
        for name in TAKEN_OF_OFFER
        if getattr(draft, name) in (None, "", False) and getattr(source, name) not in (None, "", False)
    }
    here, there = draft.location, source.location
    for name in TAKEN_OF_LOCATION:
        if getattr(there, name) and not getattr(here, name):
            taken[name] = getattr(there, name)
    if "address" in taken and (taken.get("commune_id") or here.commune_id) == there.commune_id and here.lat is None:
        taken |= {name: value for name in ("lat", "lon") if (value := getattr(there, name)) is not None}
    return taken


def residence_names(own: OfferQuerySet) -> list[str]:
    """Names of the residences of the last dwellings, to be typed the same way again."""
    named = own.latest_first().exclude(location__residence="")
    return sorted(set(named.values_list("location__residence", flat=True)[:MOST_READ]))
