"""The list of reports, and one that begins, under /rapports/."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from reporting import actions
from reporting.forms.reports import OpenForm
from reporting.models import Report, ReportState
from reporting.prepared import scopes_prepared_by

UNPROCESSABLE = 422
PAGE_SIZE = 20
MOST_UNDER_WAY = 40


def prepares_reports(request: MemberRequest) -> bool:
    return permitted(request.member, Permission.PREPARE_REPORTS)


@requires(Permission.READ_PUBLISHED_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: MemberRequest) -> HttpResponse:
    """Those published, scope after scope. Who prepares them sees drafts and builds first, and may start one."""
    preparer = prepares_reports(request)
    if request.method == "POST" and not preparer:
        raise Http404
    form = _open_form(request) if preparer else None
    if form is not None and request.method == "POST" and form.is_valid():
        scope, kind, starts_on = form.chosen
        try:
            report = actions.open_report(scope=scope, kind=kind, starts_on=starts_on, by=request.member)
        except WrongState as error:
            form.add_error("what", str(error))
        else:
            return redirect("reporting:report", report.pk)
    readable = Report.objects.read_by(request.member).with_scope()
    under_way = readable.exclude(state=ReportState.PUBLISHED).latest_first()[:MOST_UNDER_WAY] if preparer else []
    page = Paginator(readable.published().by_scope(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "preparer": preparer, "under_way": under_way, "page_obj": page}
    return render(request, "reporting/reports.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _open_form(request: MemberRequest) -> OpenForm:
    opened = (
        Report.objects.prepared_by(request.member)
        .order_by()
        .values_list("convention_id", "region_id", "kind", "starts_on")
    )
    return OpenForm(request.POST or None, scopes=scopes_prepared_by(request.member), opened=frozenset(opened))


@requires(Permission.PREPARE_REPORTS)
@require_safe
def progress(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """What a page asks for while a worker counts; once it is done, the page is opened anew."""
    report = get_object_or_404(Report.objects.prepared_by(request.member), pk=report_id)
    response = render(request, "reporting/_progress.html", {"report": report})
    if report.state != ReportState.BUILDING:
        response["HX-Refresh"] = "true"
    return response
