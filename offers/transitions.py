"""The moves of a dwelling, as data. What comes after the closing is derived from candidatures."""

from common.transitions import Move, TransitionTable
from offers.models import OfferState

PUBLISH = "publish"
CLOSE = "close"
WITHDRAW = "withdraw"

OFFER_MOVES = TransitionTable(
    name="offer",
    states=OfferState,
    initial=OfferState.DRAFT,
    moves={
        PUBLISH: Move(frozenset({OfferState.DRAFT}), OfferState.PUBLISHED),
        CLOSE: Move(frozenset({OfferState.PUBLISHED}), OfferState.CLOSED),
        WITHDRAW: Move(frozenset({OfferState.PUBLISHED, OfferState.CLOSED}), OfferState.WITHDRAWN),
    },
)
