"""The notices that reports give: what each says, where it leads. No scope, no figure."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, Role
from notifications.kinds import Kind, register
from reporting.models import Report

REPORT_READY = "report_ready"

register(Kind(REPORT_READY, "Un document est à relire.", "reporting:report", can_wait=True))


def preparers_of(report: Report) -> QuerySet[Membership]:
    """The federation, and the coordinators of its regions. Mirrors Report.objects.prepared_by."""
    hers = Q(role=Role.FEDERATION)
    places = {report.region_id}
    if convention := report.convention:
        departement = convention.departement
        places = {convention.region_id, departement.region_id if departement else None}
    hers |= Q(role=Role.COORDINATOR, organisation__regions__in=places - {None})
    members = Membership.objects.active().filter(hers, user__is_active=True)
    return members.select_related("user", "organisation").distinct().order_by("id")
