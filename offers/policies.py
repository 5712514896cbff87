"""What the state of a dwelling allows, and what is missing before it may be published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.transitions import WrongState
from offers.closing import AT_MOST
from offers.models import Offer, OfferState
from offers.transitions import OFFER_MOVES, PROLONG, PUBLISH, REOPEN, WITHDRAW
from territories.communes import index

CLOSING_STAYS = "La clôture ne change plus : un dossier est transmis, ou le logement n’est plus proposé."

Read = Callable[[str], Any]
# Columns of OfferLocation; the others are of Offer.
OF_LOCATION = frozenset({"commune_id", "quarter", "residence", "address", "door", "lat", "lon"})


@dataclass(frozen=True)
class Missing:
    """A required field left empty: its name in the form and the word for it."""

    field: str
    label: str


# Column -> (field of the form, word). Where the dwelling stands, the eleventh, takes two columns: see `missing`.
REQUIRED_FACTS = {
    "typology": ("typology", "la typologie"),
    "surface_m2": ("surface_m2", "la surface"),
    "floor": ("floor", "l’étage"),
    "rent_cents": ("rent_cents", "le loyer"),
    "charges_cents": ("charges_cents", "les charges"),
    "financing": ("financing", "le financement"),
    "contingent": ("contingent", "le réservataire"),
    "available_on": ("available_on", "la disponibilité"),
    "closes_at": ("closes_on", "la clôture"),
}
# Columns that a dwelling is looked at for before it is shown.
REQUIRED = frozenset({"reference", "residence", "address", "commune_id", "lat", "lon", *REQUIRED_FACTS})


def missing(offer: Offer) -> list[Missing]:
    """What a draft lacks among the eleven required, in the order of the form."""
    return _missing(_columns_of(offer))


def _columns_of(offer: Offer) -> Read:
    return {**vars(offer.location), **vars(offer)}.__getitem__


def _missing(read: Read) -> list[Missing]:
    lacking = []
    if not read("reference"):
        lacking.append(Missing("reference", "la référence"))
    if not (read("residence") or read("address")):
        lacking.append(Missing("address", "la résidence ou l’adresse"))
    if read("commune_id") is None:
        lacking.append(Missing("commune", "la commune"))
    return lacking + [
        Missing(field, label) for column, (field, label) in REQUIRED_FACTS.items() if read(column) in (None, "")
    ]


def check_can_publish(offer: Offer, now: datetime) -> None:
    """Raises WrongState unless the dwelling is a complete draft that closes later than now."""
    OFFER_MOVES.target(PUBLISH, offer.state, refusal="Ce logement n’est plus un brouillon.")
    if sentence := why_not_publishable(_columns_of(offer), now):
        raise WrongState(sentence)


def why_not_publishable(read: Read, now: datetime) -> str:
    """What keeps a draft from being shown, as a sentence; "" when nothing does. `read`: a column by its name."""
    lacking = _missing(read)
    if lacking:
        return f"Il manque {', '.join(one.label for one in lacking)}."
    if read("closes_at") <= now:
        return "La clôture est déjà passée : choisissez-en une autre."
    if not _stands_in_its_commune(read):
        return "Les coordonnées sont hors de la commune : corrigez-les, ou laissez-les vides."
    return ""


def why_stays_draft(offer: Offer, now: datetime) -> str:
    """The same of a dwelling that is known; "" when it is shown already."""
    return why_not_publishable(_columns_of(offer), now) if offer.state == OfferState.DRAFT else ""


def _stands_in_its_commune(read: Read) -> bool:
    """A door far from its commune would show as safe where it is not: distances are counted from the door."""
    lat, lon, commune = read("lat"), read("lon"), read("commune_id")
    if lat is None or lon is None:
        return True
    return commune is not None and index().contains(commune, lat, lon)


def check_can_edit(offer: Offer) -> None:
    """Raises WrongState once published: associations decide on what they read."""
    if not can_edit(offer):
        raise WrongState("Ce logement est publié : retirez-le et dupliquez-le pour le corriger.")


def can_edit(offer: Offer) -> bool:
    return offer.state == OfferState.DRAFT


def check_can_change_photos(offer: Offer) -> None:
    """Raises WrongState once ended: what a request was made on stays as it was."""
    if not can_change_photos(offer):
        raise WrongState("Ce logement n’est plus proposé : ses photos ne changent plus.")


def can_change_photos(offer: Offer) -> bool:
    return offer.ended_at is None


def can_move_closing(offer: Offer) -> bool:
    """Whether its landlord may still prolong it, or open it again: nothing was transmitted for it."""
    movable = OFFER_MOVES.allows(PROLONG, offer.state) or OFFER_MOVES.allows(REOPEN, offer.state)
    return movable and offer.ended_at is None and offer.first_transmitted_at is None


def check_can_move_closing(offer: Offer, closes_at: datetime, now: datetime) -> None:
    """Raises WrongState unless the closing may move to that moment: later than it is, and not too far."""
    if not can_move_closing(offer):
        raise WrongState(CLOSING_STAYS)
    if closes_at <= now or (offer.closes_at is not None and closes_at <= offer.closes_at):
        raise WrongState("Donnez une clôture plus tardive que celle d’aujourd’hui.")
    if closes_at > now + AT_MOST:
        raise WrongState(f"Au plus {AT_MOST.days} jours : au-delà, publiez-le à nouveau.")


def check_can_withdraw(offer: Offer) -> None:
    """Raises WrongState for a draft, which nobody saw, and once withdrawn or ended."""
    if not can_withdraw(offer):
        raise WrongState("Ce logement n’est pas publié, ou il est déjà retiré.")


def can_withdraw(offer: Offer) -> bool:
    return offer.ended_at is None and OFFER_MOVES.allows(WITHDRAW, offer.state)
