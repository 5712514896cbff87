"""Reports of the comité de suivi: one build each, frozen from its first minute, one edition for each audience.
Facts that they count are views."""

from reporting.models.facts import NeedFact, PutDwelling, Rehousing, SentRequest, SlidingFact
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
    "NeedFact",
    "PutDwelling",
    "Rehousing",
    "Report",
    "ReportEdition",
    "ReportFile",
    "ReportFormat",
    "ReportKind",
    "ReportState",
    "SentRequest",
    "SlidingFact",
]
