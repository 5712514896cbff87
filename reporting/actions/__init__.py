"""Every write of reports."""

from reporting.actions.building import build, restart_builds
from reporting.actions.committees import convene_committee, decide_at_committee, write_committee
from reporting.actions.deciding import decide_action
from reporting.actions.opening import open_due_reports, open_report
from reporting.actions.publishing import publish
from reporting.actions.writing import write_texts

__all__ = [
    "build",
    "convene_committee",
    "decide_action",
    "decide_at_committee",
    "open_due_reports",
    "open_report",
    "publish",
    "restart_builds",
    "write_committee",
    "write_texts",
]
