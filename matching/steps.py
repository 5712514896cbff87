"""The journey of a request in words, for parts/steps.html."""

from dataclasses import dataclass

from matching.models import Candidature, CandidatureState

_JOURNEY = (
    (CandidatureState.REQUESTED, "Demandée", "chez la FNSF"),
    (CandidatureState.TRANSMITTED, "Transmise", "chez le bailleur"),
    (CandidatureState.HOUSED, "Relogée", ""),
)


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    holder: str = ""


def journey(candidature: Candidature) -> tuple[Step, ...]:
    """What is done, what is under way and who holds it, what comes next. Nothing for a request that ended."""
    states = [state for state, _, _ in _JOURNEY]
    if candidature.state not in states:
        return ()
    reached = states.index(CandidatureState(candidature.state))
    last = len(states) - 1
    steps = []
    for rank, (_, label, holder) in enumerate(_JOURNEY):
        if rank < reached or rank == reached == last:
            steps.append(Step(label, "done"))
        elif rank == reached:
            steps.append(Step(label, "now", holder))
        else:
            steps.append(Step(label, "next"))
    return tuple(steps)
