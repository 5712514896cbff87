"""What the manager sees of a colleague's openings: counts by day and kind, no file, no content."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent, AccessKind, Membership
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest

SHOWN_DAYS = 60


@dataclass(frozen=True)
class DayOfAccess:
    """So many openings of a kind on a day, between two hours."""

    day: date
    kind: str
    count: int
    first: object
    last: object


@requires(Permission.OVERSEE_HOUSEHOLDS)
@require_safe
def member_access(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """A colleague's openings of the last 60 days. She is told that her manager may see this (legal page)."""
    colleague = get_object_or_404(
        Membership.objects.filter(organisation=request.member.organisation).select_related("user"), id=membership_id
    )
    counted = (
        AccessEvent.objects.filter(
            user=colleague.user,
            organisation=request.member.organisation,
            at__gte=timezone.now() - timedelta(days=SHOWN_DAYS),
        )
        .annotate(day=TruncDate("at"))
        .values("day", "kind")
        .annotate(count=Count("id"), first=Min("at"), last=Max("at"))
        .order_by("-day", "kind")
    )
    days = [
        DayOfAccess(row["day"], str(AccessKind(row["kind"]).label), row["count"], row["first"], row["last"])
        for row in counted
    ]
    return render(request, "associations/member_access.html", {"name": colleague.user.name, "days": days})
