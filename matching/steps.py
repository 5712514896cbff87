"""The journey of a request in eight words, for parts/steps.html."""

from dataclasses import dataclass

from matching.models import Candidature, CandidatureState
from matching.workflow import CANDIDATURE_MOVES

_S = CandidatureState
_JOURNEY = (
    ("Demandée", (_S.PREPARED, _S.REQUESTED, _S.HELD)),
    ("Classée", (_S.SHORTLISTED,)),
    ("Transmise", (_S.TRANSMITTED, _S.FILE_INCOMPLETE)),
    ("Complète", (_S.FILE_COMPLETE,)),
    ("CALEOL", (_S.DECIDED,)),
    ("Notifiée", (_S.OFFER_NOTIFIED,)),
    ("Acceptée", (_S.ACCEPTED, _S.LEASED)),
    ("Clés", (_S.HOUSED,)),
)


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    holder: str = ""


def journey(candidature: Candidature) -> tuple[Step, ...]:
    """What is done, what is under way and who holds it, what comes next. Nothing for a request that ended or rests."""
    state = candidature.own_state
    reached = next((rank for rank, (_, states) in enumerate(_JOURNEY) if state in states), None)
    if reached is None or (candidature.decision and not candidature.is_active and state != _S.HOUSED):
        return ()
    wait = CANDIDATURE_MOVES.waits.get(_S(state))
    holder = f"chez {wait.owner}" if wait else ""
    return tuple(
        Step(
            label,
            "done" if rank < reached or state == _S.HOUSED else "now" if rank == reached else "next",
            holder if rank == reached and state != _S.HOUSED else "",
        )
        for rank, (label, _) in enumerate(_JOURNEY)
    )
