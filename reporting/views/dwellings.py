"""The dwellings behind a figure of a report: what each is, never what became of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import OrganisationKind
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from reporting.dwellings import dwelling_lines
from reporting.models import Report
from reporting.scopes import Scope
from reporting.views.reports import prepares_reports

PAGE_SIZE = 50


@requires(Permission.READ_PUBLISHED_REPORTS)
@require_safe
def dwellings(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Those put on the platform in its period. A landlord knows its own; who prepares the report, each one's."""
    report = get_object_or_404(Report.objects.read_by(request.member).built().with_scope(), pk=report_id)
    landlord = request.member.organisation.kind == OrganisationKind.BAILLEUR
    own = {request.member.organisation_id} if landlord else set()
    lines = dwelling_lines(report, None if prepares_reports(request) else own)
    context = {
        "report": report,
        "scope_name": Scope.of(report).name,
        "total": sum(line.count for line in lines),
        "page_obj": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
        "landlords": landlord or prepares_reports(request),
    }
    return render(request, "reporting/dwellings.html", context)
