"""From the transmission to the keys, or to a refusal: the moves between, dated, with the columns that they fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from matching.clocks import WITHOUT_CALEOL
from matching.models import Candidature, CandidatureState, Side
from matching.models.candidature import Decision, NotificationMeans
from matching.reasons import SharedReason

# How far each move lies between the transmission and the end of the story.
ON_THE_WAY = (
    (CandidatureState.FILE_COMPLETE, 0.15, Side.BAILLEUR),
    (CandidatureState.DECIDED, 0.40, Side.BAILLEUR),
    (CandidatureState.OFFER_NOTIFIED, 0.45, Side.BAILLEUR),
    (CandidatureState.ACCEPTED, 0.65, Side.ASSOCIATION),
    (CandidatureState.LEASED, 0.90, Side.BAILLEUR),
)
SAYING_NO = (
    (CandidatureState.FILE_COMPLETE, 0.10, Side.BAILLEUR),
    (CandidatureState.DECIDED, 0.25, Side.BAILLEUR),
    (CandidatureState.OFFER_NOTIFIED, 0.28, Side.BAILLEUR),
)
WITHOUT_COMMITTEE = {CandidatureState.FILE_COMPLETE, CandidatureState.DECIDED, CandidatureState.LEASED}


@dataclass(frozen=True, slots=True)
class Step:
    to: CandidatureState
    at: datetime
    side: Side
    reason: str = ""


def to_the_keys(candidature: Candidature, transmitted: datetime, keys: datetime) -> Iterator[Step]:
    """The moves before the keys; an emergency place has no committee and no lease."""
    for to, at, side in ON_THE_WAY:
        if candidature.offer.solution_type in WITHOUT_CALEOL and to in WITHOUT_COMMITTEE:
            continue
        yield _told(candidature, Step(to, transmitted + (keys - transmitted) * at, side), Decision.ALLOCATED)


def to_a_refusal(rng: Random, candidature: Candidature, transmitted: datetime, ended: datetime) -> Iterator[Step]:
    """Allocated first, notified, then refused, or left without an answer."""
    for to, at, side in SAYING_NO:
        yield _told(candidature, Step(to, transmitted + (ended - transmitted) * at, side), Decision.ALLOCATED_RANKED)
    silent = rng.random() < 0.2
    to = CandidatureState.LAPSED if silent else CandidatureState.REFUSED
    reason = SharedReason.NO_ANSWER if silent else rng.choice((SharedReason.UNSUITABLE, SharedReason.OTHER_SOLUTION))
    side = Side.SYSTEM if silent else Side.ASSOCIATION
    yield Step(to, transmitted + (ended - transmitted) * 0.55, side, reason.value)


def _told(candidature: Candidature, step: Step, decision: Decision) -> Step:
    """Fills the columns that this move fills."""
    day = step.at.date()
    match step.to:
        case CandidatureState.DECIDED:
            candidature.decision, candidature.decided_on = decision, day
            candidature.decision_rank = 1
        case CandidatureState.OFFER_NOTIFIED:
            candidature.notified_on, candidature.notified_by = day, NotificationMeans.LETTER
            candidature.answer_due_at = step.at + timedelta(days=11)
        case CandidatureState.ACCEPTED:
            candidature.accepted_at = step.at
        case CandidatureState.LEASED:
            candidature.lease_signed_on = day
    return step
