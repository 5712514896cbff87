"""Every write of reports."""

from reporting.actions.building import build, restart_builds
from reporting.actions.deciding import decide_action
from reporting.actions.opening import open_due_reports, open_report
from reporting.actions.publishing import publish
from reporting.actions.writing import Unwritable, write_texts

__all__ = [
    "Unwritable",
    "build",
    "decide_action",
    "open_due_reports",
    "open_report",
    "publish",
    "restart_builds",
    "write_texts",
]
