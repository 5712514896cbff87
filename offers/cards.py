"""A dwelling in the words of its card: facts that every list shows, never its door."""

from dataclasses import dataclass
from datetime import datetime

from common.templatetags.formats import NARROW, date_fr, euros
from offers.models import Offer

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Chip:
    icon: str
    text: str
    kind: str
    sentence: str = ""


@dataclass(frozen=True)
class OfferCard:
    """What templates/parts/offer_card.html shows. `map_key` is the INSEE code of the commune's marker.

    `reasons` say why the dwelling is set aside for a household.
    """

    title: str
    place: str
    rent: str
    available: str
    chips: tuple[Chip, ...]
    distances: tuple[str, ...]
    closing: datetime | None
    url: str
    action_label: str
    map_key: str
    reasons: tuple[str, ...] = ()


def offer_card(
    offer: Offer,
    *,
    url: str = "",
    action_label: str = "",
    chips: tuple[Chip, ...] = (),
    distances: tuple[str, ...] = (),
    reasons: tuple[str, ...] = (),
) -> OfferCard:
    """The card of a dwelling that `Offer.objects.for_cards()` read, or that was read whole."""
    return OfferCard(
        title=title_of(offer),
        place=place_of(offer),
        rent=f"{euros(offer.total_rent_cents)} charges comprises" if offer.total_rent_cents is not None else "",
        available=f"Disponible le {date_fr(offer.available_on)}" if offer.available_on else "",
        chips=(*chips, Chip("key", str(offer.get_solution_type_display()), "neutral")),
        distances=distances,
        closing=offer.closes_at,
        url=url,
        action_label=action_label,
        map_key=offer.location.commune_id or "",
        reasons=reasons,
    )


def title_of(offer: Offer) -> str:
    """ "T3 · 62 m² · 3e étage, ascenseur"."""
    parts = [str(offer.get_typology_display())] if offer.typology else []
    if offer.surface_m2 is not None:
        parts.append(f"{offer.surface_m2.normalize():f}".replace(".", ",") + f"{NARROW}m²")
    if offer.floor is not None:
        parts.append(floor_words(offer.floor) + (", ascenseur" if offer.lift else ""))
    return " · ".join(parts) or "Logement"  # a draft of which nothing is known yet still has a name


def floor_words(floor: int) -> str:
    """ "rez-de-chaussée", "1er étage", "3e étage"."""
    if floor <= 0:
        return "rez-de-chaussée" if floor == 0 else "niveau bas"
    return f"{floor}{'er' if floor == 1 else 'e'}{NO_BREAK}étage"


def place_of(offer: Offer) -> str:
    """ "Roubaix, Le Pile": the commune and its quarter, all that a list may say of where a dwelling stands."""
    return ", ".join(part for part in (commune_of(offer), offer.location.quarter) if part)


def commune_of(offer: Offer) -> str:
    """The name of its commune, empty while none is given."""
    return offer.location.commune.name if offer.location.commune else ""
