"""A dwelling in the words that pages about requests show: facts that its list shows too, never its door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from common.templatetags.formats import euros
from offers.cards import place_of, title_of
from offers.models import Offer


@dataclass(frozen=True)
class Dwelling:
    """Shown by parts/offer_card.html as well."""

    id: UUID
    title: str
    place: str
    rent: str
    solution: str
    bailleur: str
    closing: datetime | None
    available_on: date | None
    url: str = ""
    action_label: str = ""


def dwelling(offer: Offer, *, url: str = "", action_label: str = "") -> Dwelling:
    """The words of a dwelling. `offer` comes with its location, commune and landlord (Candidature.with_offer)."""
    total = offer.total_rent_cents
    return Dwelling(
        id=offer.id,
        title=title_of(offer),
        place=place_of(offer),
        rent=f"{euros(total)} charges comprises" if total is not None else "",
        solution=str(offer.get_solution_type_display()),
        bailleur=offer.bailleur.organisation.name,
        closing=offer.closes_at,
        available_on=offer.available_on,
        url=url,
        action_label=action_label,
    )


def departement_of(offer: Offer) -> str | None:
    """INSEE code of the dwelling's département, None when its commune is not known."""
    commune = offer.location.commune
    return commune.departement_id if commune else None


def public_url(offer: Offer) -> str:
    return reverse("offers:offer", args=[offer.id])
