"""Conventions: what was promised, what was done towards it, who is to do what. Organisations, never a household."""

from conventions.models.action import RUNNING, Action, ActionNote, ActionStatus
from conventions.models.awareness import PosterSite, SiteKind
from conventions.models.chase import Chase, ChaseMessage
from conventions.models.commitment import Channel, Commitment, Unit
from conventions.models.committee import Committee, CommitteeParticipant
from conventions.models.context import ContextFigure, Measure
from conventions.models.convention import Convention, ConventionDocument, Level, Signatory, SwitchChange
from conventions.models.result import PublishedResult
from conventions.models.support import SupportCount, SupportKind
from conventions.models.training import Public, StaffCount, Training

__all__ = [
    "RUNNING",
    "Action",
    "ActionNote",
    "ActionStatus",
    "Channel",
    "Chase",
    "ChaseMessage",
    "Commitment",
    "Committee",
    "CommitteeParticipant",
    "ContextFigure",
    "Convention",
    "ConventionDocument",
    "Level",
    "Measure",
    "PosterSite",
    "Public",
    "PublishedResult",
    "Signatory",
    "SiteKind",
    "StaffCount",
    "SupportCount",
    "SupportKind",
    "SwitchChange",
    "Training",
    "Unit",
]
