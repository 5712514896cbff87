"""What waits for a partner of a protocol: the actions that its organisation is in charge of, by due date; reports."""

from typing import Any

from django.utils import timezone

from accounts.models import Membership
from conventions.models import Action
from home.rows import MOST_ROWS
from reporting.models import Report

MOST_REPORTS = 3


def context(member: Membership) -> dict[str, Any]:
    """2 queries: its actions still running, the late ones first; the last published reports."""
    today = timezone.localdate()
    found = Action.objects.read_by(member).running().select_related("convention", "committee").by_due_date()
    reports = Report.objects.read_by(member).last_versions().with_scope().latest_first()[:MOST_REPORTS]
    return {"rows": [(action, action.is_late_on(today)) for action in found[:MOST_ROWS]], "reports": reports}
