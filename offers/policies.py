"""What the state of a dwelling allows, and what is missing before it may be published."""

from dataclasses import dataclass
from datetime import datetime

from common.transitions import WrongState
from offers.models import Offer, OfferState
from offers.transitions import OFFER_MOVES, PUBLISH, WITHDRAW


@dataclass(frozen=True)
class Missing:
    """A required field left empty: its name in the form and the word for it."""

    field: str
    label: str


REQUIRED_FACTS = {
    "reference": "la référence",
    "typology": "la typologie",
    "surface_m2": "la surface",
    "floor": "l’étage",
    "rent_cents": "le loyer",
    "charges_cents": "les charges",
    "financing": "le financement",
    "contingent": "le réservataire",
    "available_on": "la disponibilité",
    "closes_at": "la clôture",
}


def missing(offer: Offer) -> list[Missing]:
    """What a draft lacks among the eleven required: ten facts, and where the dwelling stands."""
    lacking = [Missing(name, label) for name, label in REQUIRED_FACTS.items() if getattr(offer, name) in (None, "")]
    location = offer.location
    if location.commune_id is None or not (location.residence or location.address):
        lacking.append(Missing("address", "la résidence ou l’adresse, avec sa commune"))
    return lacking


def check_can_publish(offer: Offer, now: datetime) -> None:
    """Raises WrongState unless the dwelling is a complete draft that closes later than now."""
    OFFER_MOVES.target(PUBLISH, offer.state, refusal="Ce logement n’est plus un brouillon.")
    lacking = missing(offer)
    if lacking:
        raise WrongState(f"Il manque {', '.join(one.label for one in lacking)}.")
    if offer.closes_at is None or offer.closes_at <= now:
        raise WrongState("La clôture est déjà passée : choisissez-en une autre.")


def check_can_edit(offer: Offer) -> None:
    """Raises WrongState once published: associations decide on what they read."""
    if offer.state != OfferState.DRAFT:
        raise WrongState("Ce logement est publié : retirez-le et dupliquez-le pour le corriger.")


def can_edit(offer: Offer) -> bool:
    return offer.state == OfferState.DRAFT


def check_can_withdraw(offer: Offer) -> None:
    """Raises WrongState once withdrawn or ended."""
    refusal = "Ce logement n’est pas publié, ou il est déjà retiré."
    if offer.ended_at is not None:
        raise WrongState(refusal)
    OFFER_MOVES.target(WITHDRAW, offer.state, refusal=refusal)


def can_withdraw(offer: Offer) -> bool:
    return offer.ended_at is None and OFFER_MOVES.allows(WITHDRAW, offer.state)
