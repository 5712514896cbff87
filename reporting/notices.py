"""The notices that reports give: what each says, where it leads. No scope, no figure."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, Role
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from conventions.models import Signatory
from notifications.kinds import Kind, register
from reporting.models import Report

REPORT_READY, REPORT_PUBLISHED = "report_ready", "report_published"
_READING = [role for role, hers in PERMISSIONS_OF_ROLE.items() if Permission.READ_PUBLISHED_REPORTS in hers]

register(Kind(REPORT_READY, "Un document est à relire.", "reporting:report", can_wait=True))
register(Kind(REPORT_PUBLISHED, "Un document est publié.", "reporting:report", can_wait=True))


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


def readers_of(report: Report) -> QuerySet[Membership]:
    """Those who may open it once published. Mirrors Report.objects.read_by."""
    committee = (
        Organisation.objects.filter(regions=report.region_id).values("pk")
        if report.convention_id is None
        else Signatory.objects.filter(convention=report.convention_id).values("organisation_id")
    )
    members = Q(organisation__in=committee, role__in=_READING) & ~Q(role__in=[Role.FEDERATION, Role.COORDINATOR])
    hers = Q(pk__in=preparers_of(report).order_by().values("pk")) | members
    return Membership.objects.active().filter(hers, user__is_active=True).select_related("user", "organisation")
