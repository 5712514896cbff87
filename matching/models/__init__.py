from matching.models.alert import DueAssessment, ToldPair
from matching.models.candidature import ACTIVE_STATES, Candidature, CandidatureState
from matching.models.location_check import LocationCheck
from matching.models.released_need import ReleasedNeed
from matching.models.transition import CandidatureTransition, Side

__all__ = [
    "ACTIVE_STATES",
    "Candidature",
    "CandidatureState",
    "CandidatureTransition",
    "DueAssessment",
    "LocationCheck",
    "ReleasedNeed",
    "Side",
    "ToldPair",
]
