"""Every move that somebody makes of a candidature: on whose pages, at which address, with what typed."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from matching.models import Side
from matching.workflow import (
    ACCEPT,
    ARRIVE,
    ASK_FOR_PAPERS,
    BRING_BACK,
    CANCEL,
    COMPLETE,
    DECIDE,
    HAND_KEYS,
    LEASE,
    NOTIFY,
    OFFER_PLACE,
    REFUSE,
    REQUEST,
    RESUME,
    RETRACT,
    SET_ASIDE,
    SHORTLIST,
    SUPPLY,
    TRANSMIT,
)  # fmt: skip

TODAY = timezone.localdate
ASSOCIATION, LANDLORD, FEDERATION = Side.ASSOCIATION.value, Side.BAILLEUR.value, Side.FEDERATION.value
# Whose pages a side's moves are on: those named on the file, or the landlord's own staff.
HOLDERS = {
    ASSOCIATION: {"caseworker"},
    LANDLORD: {"agent", "bailleur_manager"},
    FEDERATION: {"federation_member"},
}
ROLES = (
    "caseworker", "colleague", "other_caseworker", "association_manager", "agent", "other_agent", "bailleur_manager",
    "federation_member", "coordinator", "partner",
)  # fmt: skip


@dataclass(frozen=True)
class Gesture:
    """Where a side makes a move, and what it types. `{c}` and `{o}` are the candidature and its dwelling."""

    side: str
    address: str
    typed: dict[str, str]


def _day(days: int) -> str:
    return (TODAY() + timedelta(days=days)).isoformat()


ROW = {"{r}-decision": "attribution"}
GESTURES = {
    REQUEST: Gesture(ASSOCIATION, "/candidatures/{c}/envoyer/", {}),
    CANCEL: Gesture(ASSOCIATION, "/candidatures/{c}/annuler/", {}),
    RESUME: Gesture(ASSOCIATION, "/candidatures/{c}/dossier-complet/", {}),
    SUPPLY: Gesture(ASSOCIATION, "/candidatures/{c}/pieces-envoyees/", {}),
    ACCEPT: Gesture(ASSOCIATION, "/candidatures/{c}/accepter/", {}),
    REFUSE: Gesture(ASSOCIATION, "/candidatures/{c}/refuser/", {"reason": "loyer"}),
    SHORTLIST: Gesture(FEDERATION, "/federation/logements/{o}/classer/", {"rang-{c}": "1"}),
    SET_ASIDE: Gesture(FEDERATION, "/federation/candidatures/{c}/ecarter/", {"reason": "ne_convient_pas"}),
    BRING_BACK: Gesture(FEDERATION, "/federation/candidatures/{c}/remettre/", {}),
    TRANSMIT: Gesture(FEDERATION, "/federation/candidatures/{c}/transmettre/", {}),
    ASK_FOR_PAPERS: Gesture(LANDLORD, "/candidatures/{c}/pieces/", {"papers": "identite"}),
    COMPLETE: Gesture(LANDLORD, "/candidatures/{c}/complet/", {}),
    DECIDE: Gesture(LANDLORD, "/bailleur/logements/{o}/caleol/", {"on": _day(-3), **ROW}),
    NOTIFY: Gesture(
        LANDLORD,
        "/bailleur/logements/{o}/caleol/",
        {"on": _day(-3), **ROW, "{r}-notified_on": _day(-2), "{r}-notified_by": "courrier"},
    ),
    OFFER_PLACE: Gesture(LANDLORD, "/candidatures/{c}/place/", {}),
    LEASE: Gesture(LANDLORD, "/candidatures/{c}/bail/", {"bail-on": _day(0)}),
    HAND_KEYS: Gesture(LANDLORD, "/candidatures/{c}/cles/", {"cles-on": _day(0)}),
    ARRIVE: Gesture(LANDLORD, "/candidatures/{c}/arrivee/", {"arrivee-on": _day(0)}),
    RETRACT: Gesture(LANDLORD, "/candidatures/{c}/arreter/", {}),
}
