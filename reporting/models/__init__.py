"""Reports of the comité de suivi: one build each, frozen from its first minute, one edition for each audience."""

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
    "Report",
    "ReportEdition",
    "ReportFile",
    "ReportFormat",
    "ReportKind",
    "ReportState",
]
