from matching.models.alert import DueAssessment, ToldPair
from matching.models.candidature import ACTIVE_STATES, Candidature, CandidatureState, Consequence, Decision
from matching.models.dwelling_agent import DwellingAgent
from matching.models.location_check import LocationCheck
from matching.models.message import Message, ThreadRead
from matching.models.released_need import ReleasedNeed
from matching.models.sealed_reason import SealedReason
from matching.models.sliding_lease import SlidingEvent, SlidingLease, SlidingReview
from matching.models.transition import CandidatureTransition, Side

__all__ = [
    "ACTIVE_STATES",
    "Candidature",
    "CandidatureState",
    "CandidatureTransition",
    "Consequence",
    "Decision",
    "DueAssessment",
    "DwellingAgent",
    "LocationCheck",
    "Message",
    "ReleasedNeed",
    "SealedReason",
    "Side",
    "SlidingEvent",
    "SlidingLease",
    "SlidingReview",
    "ThreadRead",
    "ToldPair",
]
