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
from reporting.models import Report
from reporting.models.report import ReportQuerySet
from reporting.prepared import scopes_prepared_by

UNPROCESSABLE = 422
PAGE_SIZE = 20


def prepares_reports(request: MemberRequest) -> bool:
    return permitted(request.member, Permission.PREPARE_REPORTS)


@requires(Permission.READ_PUBLISHED_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: MemberRequest) -> HttpResponse:
    """Those published, scope after scope. Who prepares them sees drafts and builds first, and may start one."""
    preparer = prepares_reports(request)
    if request.method == "POST" and not preparer:
        raise Http404
    prepared = list(_prepared(request)) if preparer else []
    form = _open_form(request, prepared) if preparer else None
    if form is not None and request.method == "POST" and form.is_valid():
        scope, kind, starts_on = form.chosen
        try:
            report = actions.open_report(scope=scope, kind=kind, starts_on=starts_on, by=request.member)
        except WrongState as error:
            form.add_error("what", str(error))
        else:
            return redirect("reporting:report", report.pk)
    readable = Report.objects.read_by(request.member).published().with_scope().by_scope()
    context = {
        "form": form,
        "preparer": preparer,
        "under_way": [report for report in prepared if not report.is_published],
        "page_obj": Paginator(readable, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "reporting/reports.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _prepared(request: MemberRequest) -> ReportQuerySet:
    """All of hers, without what is written on them: what waits, and which periods have one. Five a year and scope."""
    hers = Report.objects.prepared_by(request.member).with_scope().latest_first()
    return hers.defer("freins", "leviers", "comment", "decisions")


def _open_form(request: MemberRequest, prepared: list[Report]) -> OpenForm:
    opened = {(one.convention_id, one.region_id, one.kind, one.starts_on) for one in prepared}
    return OpenForm(request.POST or None, scopes=scopes_prepared_by(request.member), opened=opened)


@requires(Permission.PREPARE_REPORTS)
@require_safe
def progress(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """What a page asks for while a worker counts; once it is done, the page is opened anew."""
    report = get_object_or_404(Report.objects.prepared_by(request.member), pk=report_id)
    response = render(request, "reporting/_progress.html", {"report": report})
    if not report.is_building:
        response["HX-Refresh"] = "true"
    return response
