"""One report: what the committee reads; for those who prepare it, what is written on it, its end, its correction."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from conventions.models import Action
from conventions.texts import Unwritable
from reporting import actions
from reporting.decisions import decided_on
from reporting.files import texts_of
from reporting.forms.reports import ActionForm, CorrectForm, TextsForm
from reporting.models import Audience, Report, ReportEdition, ReportFormat, ReportKind, ReportState
from reporting.periods import period_of
from reporting.scopes import Scope
from reporting.views.reports import UNPROCESSABLE, prepares_reports

EDITION = "edition"
REFUSALS = (WrongState, Unwritable)
KINDS = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class FileLink:
    label: str
    url: str


@requires(Permission.READ_PUBLISHED_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Its tables; posted, what is written beside them."""
    found = get_object_or_404(Report.objects.read_by(request.member).with_scope(), pk=report_id)
    if request.method != "POST":
        return _page(request, found)
    if not prepares_reports(request):
        raise Http404
    form = TextsForm(request.POST, report=found)
    if form.is_valid():
        try:
            actions.write_texts(
                report=found,
                freins=form.typed("frein"),
                leviers=form.typed("levier"),
                comment=form.cleaned_data["comment"],
                by=request.member,
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Vos textes sont enregistrés.")
            return redirect("reporting:report", found.pk)
    return _page(request, found, texts_form=form)


@requires(Permission.PREPARE_REPORTS)
@require_POST
def decide(request: MemberRequest, report_id: UUID) -> HttpResponse:
    found = _prepared(request, report_id)
    form = ActionForm(request.POST, report=found)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.decide_action(
                report=found,
                action_id=typed["id"],
                convention=form.convention_chosen,
                title=typed["title"],
                owner=typed["owner"],
                due_on=typed["due_on"],
                by=request.member,
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        except Action.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(
                request,
                f"L’action est décidée : {made.owner.name} en est prévenu, elle est suivie avec les autres.",
            )
            return redirect("reporting:report", found.pk)
    return _page(request, found, action_form=form)


@requires(Permission.PREPARE_REPORTS)
@require_POST
def publish(request: MemberRequest, report_id: UUID) -> HttpResponse:
    found = _prepared(request, report_id)
    try:
        actions.publish(report=found, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le rapport est publié : il ne change plus.")
    return redirect("reporting:report", found.pk)


@requires(Permission.PREPARE_REPORTS)
@require_POST
def correct(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """The next version of a published report."""
    found = _prepared(request, report_id)
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            made = actions.open_report(
                scope=Scope.of(found),
                kind=ReportKind(found.kind),
                starts_on=found.starts_on,
                by=request.member,
                reason=form.cleaned_data["reason"],
            )
        except REFUSALS as error:
            form.add_error("reason", str(error))
        else:
            return redirect("reporting:report", made.pk)
    return _page(request, found, correct_form=form)


@requires(Permission.READ_PUBLISHED_REPORTS)
@require_safe
def file(request: MemberRequest, report_id: UUID, audience: str, kind: str) -> HttpResponse:
    """A file made at the publication. Who prepares the report hands out those of the public edition."""
    found = get_object_or_404(Report.objects.read_by(request.member).published(), pk=report_id)
    if audience not in Audience.values or kind not in ReportFormat.values:
        raise Http404
    if audience == Audience.PUBLIC and not prepares_reports(request):
        raise Http404
    edition = get_object_or_404(ReportEdition, report=found, audience=audience)
    made = edition.files.filter(format=kind).first()
    if made is None:
        raise Http404
    public = "-public" if audience == Audience.PUBLIC else ""
    name = f"rapport-{found.starts_on.isoformat()}-v{found.version}{public}.{kind}"
    return HttpResponse(
        bytes(made.content),
        headers={"Content-Type": KINDS[ReportFormat(kind)], "Content-Disposition": f'attachment; filename="{name}"'},
    )


def _prepared(request: MemberRequest, report_id: UUID) -> Report:
    return get_object_or_404(Report.objects.prepared_by(request.member).with_scope(), pk=report_id)


def _page(
    request: MemberRequest,
    report: Report,
    *,
    texts_form: TextsForm | None = None,
    action_form: ActionForm | None = None,
    correct_form: CorrectForm | None = None,
) -> HttpResponse:
    preparer = prepares_reports(request)
    draft, published = report.state == ReportState.DRAFT, report.state == ReportState.PUBLISHED
    if preparer and draft:
        texts_form = texts_form or TextsForm(report=report)
        action_form = action_form or ActionForm(report=report)
    if preparer and published:
        correct_form = correct_form or CorrectForm()
    scope = Scope.of(report)
    later = Report.objects.of_period(report.convention, report.region, report.kind, report.starts_on)
    context = {
        "report": report,
        "scope_name": scope.name,
        "period": period_of(scope, ReportKind(report.kind), report.starts_on).label,
        "later": later.read_by(request.member).filter(version__gt=report.version).first(),
        "preparer": preparer,
        "texts_form": texts_form,
        "action_form": action_form,
        "correct_form": correct_form,
        "decided": decided_on(report) if preparer and draft else [],
        **_edition(request, report, preparer=preparer),
    }
    bound: list[Form | None] = [texts_form, action_form, correct_form]
    wrong = any(form is not None and form.errors for form in bound)
    return render(request, "reporting/report.html", context, status=UNPROCESSABLE if wrong else 200)


def _edition(request: MemberRequest, report: Report, *, preparer: bool) -> dict[str, Any]:
    """The committee's; for those who prepare it, the public one as well."""
    audience = request.GET.get(EDITION, Audience.COMMITTEE.value)
    if audience not in Audience.values or (audience == Audience.PUBLIC and not preparer):
        raise Http404
    if report.is_building:
        return {"edition": None, "audience": audience, "files": []}
    edition = get_object_or_404(ReportEdition, report=report, audience=audience)
    files = []
    if report.is_published:
        files = [
            FileLink(str(one.label), reverse("reporting:file", args=[report.pk, audience, one.value]))
            for one in ReportFormat
        ]
    return {
        "edition": edition,
        "audience": audience,
        "files": files,
        "content": edition.opened,
        "texts": texts_of(report, audience),
    }
