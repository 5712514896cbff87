"""Reports of the comité de suivi: one build each, frozen from its first minute, one edition for each audience.
Facts that they count are views."""

from reporting.models.facts import (
    CommitteeDecision,
    DwellingClosing,
    Letting,
    NeedFact,
    OfferIssue,
    PutDwelling,
    Rehousing,
    RequestStep,
    SentRequest,
    SlidingFact,
)
from reporting.models.report import (
    THRESHOLDS,
    Audience,
    Report,
    ReportEdition,
    ReportFile,
    ReportFormat,
    ReportKind,
    ReportState,
)

__all__ = [
    "THRESHOLDS",
    "Audience",
    "CommitteeDecision",
    "DwellingClosing",
    "Letting",
    "NeedFact",
    "OfferIssue",
    "PutDwelling",
    "Rehousing",
    "Report",
    "ReportEdition",
    "ReportFile",
    "ReportFormat",
    "ReportKind",
    "ReportState",
    "RequestStep",
    "SentRequest",
    "SlidingFact",
]
