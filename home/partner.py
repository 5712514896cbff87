"""What waits for a partner of a protocol: the actions that its organisation is in charge of, by due date."""

from typing import Any

from django.utils import timezone

from accounts.models import Membership
from conventions.models import Action
from home.rows import MOST_ROWS


def context(member: Membership) -> dict[str, Any]:
    """One query: its actions still running, the late ones first."""
    today = timezone.localdate()
    found = Action.objects.read_by(member).running().select_related("convention", "committee").by_due_date()
    return {"rows": [(action, action.is_late_on(today)) for action in found[:MOST_ROWS]]}
