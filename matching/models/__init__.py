from matching.models.alert import DueAssessment, ToldPair
from matching.models.candidature import ACTIVE_STATES, Candidature, CandidatureState, Consequence, Decision
from matching.models.declared_rehousing import DeclaredRehousing, DeclaredState
from matching.models.dwelling_agent import DwellingAgent
from matching.models.interpellation import Interpellation, InterpellationState, InterpellationTransition, Widening
from matching.models.location_check import LocationCheck
from matching.models.message import Message, ThreadRead
from matching.models.need_answer import AnswerKind, NeedAnswer, NotNow, Outcome
from matching.models.need_card import NeedCard
from matching.models.released_need import ReleasedNeed
from matching.models.sealed_reason import SealedReason
from matching.models.sliding_lease import SlidingEvent, SlidingLease, SlidingReview
from matching.models.tally import Tally, TallyKind
from matching.models.transition import CandidatureTransition, Side

__all__ = [
    "ACTIVE_STATES",
    "AnswerKind",
    "Candidature",
    "CandidatureState",
    "CandidatureTransition",
    "Consequence",
    "Decision",
    "DeclaredRehousing",
    "DeclaredState",
    "DueAssessment",
    "DwellingAgent",
    "Interpellation",
    "InterpellationState",
    "InterpellationTransition",
    "LocationCheck",
    "Message",
    "NeedAnswer",
    "NeedCard",
    "NotNow",
    "Outcome",
    "ReleasedNeed",
    "SealedReason",
    "Side",
    "SlidingEvent",
    "SlidingLease",
    "SlidingReview",
    "Tally",
    "TallyKind",
    "ThreadRead",
    "ToldPair",
    "Widening",
]
