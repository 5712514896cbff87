"""The moves of a candidature, as data."""

from common.transitions import TransitionTable
from matching.models import CandidatureState

REQUEST = "request"
TRANSMIT = "transmit"
CANCEL = "cancel"
END = "end"

CANDIDATURE_MOVES = TransitionTable(
    name="candidature",
    states=CandidatureState,
    initial=CandidatureState.REQUESTED,
    moves={
        TRANSMIT: (frozenset({CandidatureState.REQUESTED}), CandidatureState.TRANSMITTED),
        CANCEL: (
            frozenset({CandidatureState.REQUESTED, CandidatureState.TRANSMITTED}),
            CandidatureState.CANCELLED,
        ),
        # The dwelling is no longer to be had: by the nightly release, nobody's decision.
        END: (
            frozenset({CandidatureState.REQUESTED, CandidatureState.TRANSMITTED}),
            CandidatureState.CANCELLED,
        ),
    },
)
