"""A dwelling in the words that pages about requests show: facts that its list shows too, never its door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from common.templatetags.formats import NARROW, euros
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
    location = offer.location
    place = [location.commune.name if location.commune else "", location.quarter]
    total = offer.total_rent_cents
    return Dwelling(
        id=offer.id,
        title=title_of(offer),
        place=", ".join(part for part in place if part),
        rent=f"{euros(total)} charges comprises" if total is not None else "",
        solution=str(offer.get_solution_type_display()),
        bailleur=offer.bailleur.organisation.name,
        closing=offer.closes_at,
        available_on=offer.available_on,
        url=url,
        action_label=action_label,
    )


def title_of(offer: Offer) -> str:
    """ "T3 · 62 m² · 3e étage, ascenseur"."""
    parts = [str(offer.get_typology_display())]
    if offer.surface_m2 is not None:
        parts.append(f"{offer.surface_m2.normalize():f}".replace(".", ",") + f"{NARROW}m²")
    if offer.floor is not None:
        parts.append(floor_words(offer.floor) + (", ascenseur" if offer.lift else ""))
    return " · ".join(parts)


def floor_words(floor: int) -> str:
    """ "rez-de-chaussée", "1er étage", "3e étage"."""
    if floor <= 0:
        return "rez-de-chaussée" if floor == 0 else "niveau bas"
    return f"{floor}{'er' if floor == 1 else 'e'}{NARROW}étage"


def public_url(offer: Offer) -> str:
    return reverse("offers:offer", args=[offer.id])
