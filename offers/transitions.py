"""The moves of a dwelling, as data. What comes after the closing is derived from candidatures."""

from common.transitions import Move, TransitionTable, Wait
from offers.models import OfferState

PUBLISH = "publish"
CLOSE = "close"
PROLONG = "prolong"
REOPEN = "reopen"
WITHDRAW = "withdraw"
RESERVE = "reserve"
FREE = "free"

_LANDLORD = frozenset({"bailleur"})
_PLATFORM = frozenset({"system"})

OFFER_MOVES = TransitionTable(
    name="offer",
    states=OfferState,
    initial=OfferState.DRAFT,
    moves={
        PUBLISH: Move(frozenset({OfferState.DRAFT}), OfferState.PUBLISHED, _LANDLORD, "Publier"),
        CLOSE: Move(frozenset({OfferState.PUBLISHED}), OfferState.CLOSED, _PLATFORM, "Clôture"),
        PROLONG: Move(frozenset({OfferState.PUBLISHED}), OfferState.PUBLISHED, _LANDLORD, "Prolonger"),
        REOPEN: Move(frozenset({OfferState.CLOSED}), OfferState.PUBLISHED, _LANDLORD, "Rouvrir"),
        RESERVE: Move(frozenset({OfferState.DRAFT}), OfferState.RESERVED, _LANDLORD, "Réserver"),
        FREE: Move(frozenset({OfferState.RESERVED}), OfferState.DRAFT, _LANDLORD | _PLATFORM, "Rendre libre"),
        WITHDRAW: Move(
            frozenset({OfferState.PUBLISHED, OfferState.CLOSED, OfferState.RESERVED}),
            OfferState.WITHDRAWN,
            _LANDLORD,
            "Retirer",
        ),
    },
    waits={
        OfferState.DRAFT: Wait("le bailleur", "sa publication"),
        OfferState.PUBLISHED: Wait("les associations", "sa clôture"),
        OfferState.RESERVED: Wait("l’association", "la fin de la demande adressée aux bailleurs"),
        OfferState.CLOSED: Wait("la FNSF", "la transmission des dossiers"),
    },
    finals=frozenset({OfferState.WITHDRAWN}),
)
