"""Comités de suivi, for those who prepare them: the list, a new one, its page with agenda, minutes and decisions."""

from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from conventions.forms.follow_up import owners_for
from conventions.models import Action, Committee, Convention
from reporting import actions
from reporting.agenda import calendar_of, gaps_of, late_actions_of, proposed_agenda
from reporting.forms.committees import CommitteeForm, DecisionForm, NewCommitteeForm

PAGE_SIZE = 20
UNPROCESSABLE = 422


@requires(Permission.PREPARE_REPORTS)
@require_safe
def committees(request: MemberRequest) -> HttpResponse:
    """Those to come, the next first; then the past ones, the last first. Three queries: to come, count, page."""
    today = timezone.localdate()
    hers = (
        Committee.objects.prepared_by(request.member)
        .select_related("convention")
        .annotate(decisions=Count("actions", distinct=True))
    )
    past = hers.filter(held_on__lt=today).order_by("-held_on", "id")
    page = Paginator(past, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"to_come": hers.next_from(today), "page": page}
    return render(request, "committees/committees.html", context)


@requires(Permission.PREPARE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_committee(request: MemberRequest) -> HttpResponse:
    conventions = Convention.objects.followed_by(request.member).order_by("-signed_on", "name", "id")
    form = NewCommitteeForm(request.POST if request.method == "POST" else None, conventions=conventions)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.convene_committee(
                convention=typed["convention"], held_on=typed["held_on"], by=request.member
            )
        except WrongState as error:
            form.add_error("held_on", str(error))
        else:
            messages.success(request, "Comité enregistré : préparez son ordre du jour.")
            return redirect("committees:committee", made.id)
    context = {"form": form}
    return render(request, "committees/committee_form.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.PREPARE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def committee(request: MemberRequest, committee_id: UUID) -> HttpResponse:
    found = _prepared(request, committee_id)
    if request.method != "POST":
        return _page(request, found, _form(found), _decision(request))
    if "preparer" in request.POST:
        return _prepare(request, found)
    typed = any(request.POST.get(name) for name in ("title", "owner", "due_on"))
    return _keep(request, found, _form(found, request.POST), _decision(request, typed=True) if typed else None)


@requires(Permission.PREPARE_REPORTS)
@require_POST
def decide(request: MemberRequest, committee_id: UUID) -> HttpResponse:
    """A decision that becomes an action; what was typed of the committee beside it is kept too."""
    found = _prepared(request, committee_id)
    form = _form(found, request.POST) if "held_on" in request.POST else None
    return _keep(request, found, form, _decision(request, typed=True))


def _keep(
    request: MemberRequest, found: Committee, form: CommitteeForm | None, decision: DecisionForm | None
) -> HttpResponse:
    """All that was typed on the page, or its errors and nothing written."""
    if not all(one.is_valid() for one in (form, decision) if one is not None):
        return _refused(request, found, form, decision)
    try:
        if form is not None:
            actions.write_committee(
                committee=found,
                held_on=form.cleaned_data["held_on"],
                agenda=form.cleaned_data["agenda"],
                minutes=form.cleaned_data["minutes"],
                participants=form.participants,
                by=request.member,
            )
            messages.success(request, "Comité enregistré.")
        if decision is not None:
            made = _decide(request, found, decision)
            messages.success(request, f"Décision enregistrée : {made.owner.name} en est prévenu.")
    except WrongState as error:
        form = form or _form(found)
        form.add_error("held_on" if form.is_bound else None, str(error))
        return _refused(request, found, form, decision)
    return redirect("committees:committee", found.id)


def _decide(request: MemberRequest, found: Committee, decision: DecisionForm) -> Action:
    typed = decision.cleaned_data
    try:
        return actions.decide_at_committee(
            committee=found,
            action_id=typed["id"],
            title=typed["title"],
            owner=typed["owner"],
            due_on=typed["due_on"],
            by=request.member,
        )
    except Action.DoesNotExist:
        raise Http404 from None


def _refused(
    request: MemberRequest, found: Committee, form: CommitteeForm | None, decision: DecisionForm | None
) -> HttpResponse:
    return _page(request, found, form or _form(found), decision or _decision(request), status=UNPROCESSABLE)


@requires(Permission.PREPARE_REPORTS)
@require_safe
def calendar(request: MemberRequest, committee_id: UUID) -> HttpResponse:
    found = _prepared(request, committee_id)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    content = calendar_of(uid=f"{found.id}@{domain}", day=found.held_on, stamp=f"{timezone.now():%Y%m%dT%H%M%SZ}")
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="reunion.ics"'},
    )


def _prepared(request: MemberRequest, committee_id: UUID) -> Committee:
    return get_object_or_404(
        Committee.objects.prepared_by(request.member).select_related("convention"), id=committee_id
    )


def _form(found: Committee, data: object = None) -> CommitteeForm:
    came = dict(found.participants.order_by("id").values_list("organisation", "people"))
    return CommitteeForm(
        data,
        invited=_invited(found),
        came=came,
        initial={"held_on": found.held_on, "agenda": found.agenda, "minutes": found.minutes},
    )


def _invited(found: Committee) -> list[Organisation]:
    """Those that signed, the federation, the unions and partners of its territory, those that came already."""
    convention = found.convention
    region = convention.region_id or (convention.departement and convention.departement.region_id)
    near = (
        Q(signatures__convention=convention)
        | Q(kind="federation")
        | Q(id__in=found.participants.values("organisation"))
    )
    there = Q(regions=region) if region else Q()
    near |= Q(there | Q(regions__isnull=True), kind__in=("union", "partner"))
    among = Organisation.objects.filter(near).order_by().values("pk")
    return list(Organisation.objects.filter(id__in=among).order_by("kind", "name", "id"))


def _prepare(request: MemberRequest, found: Committee) -> HttpResponse:
    """The page again, with what was typed and the proposed agenda; nothing is kept before « Enregistrer »."""
    proposed = proposed_agenda(
        late=late_actions_of(found.convention, timezone.localdate()), gaps=gaps_of(found.convention)
    )
    data = request.POST.copy()
    data["agenda"] = "\n\n".join(part for part in (data.get("agenda", "").strip(), proposed) if part)
    typed = any(data.get(name) for name in ("title", "owner", "due_on"))
    return _page(request, found, _form(found, data), _decision(request, typed=typed), proposed=True)


def _decision(request: MemberRequest, *, typed: bool = False) -> DecisionForm:
    return DecisionForm(request.POST if typed else None, owners=owners_for(request.member))


def _page(
    request: MemberRequest,
    found: Committee,
    form: CommitteeForm,
    decision: DecisionForm,
    *,
    proposed: bool = False,
    status: int = 200,
) -> HttpResponse:
    came = found.participants.aggregate(people=Sum("people"), organisations=Count("id"))
    context = {
        "committee": found,
        "form": form,
        "decision": decision,
        "decisions": found.actions.select_related("owner").by_due_date(),
        "people": came["people"] or 0,
        "organisations": came["organisations"],
        "proposed": proposed,
        "today": timezone.localdate(),
    }
    return render(request, "committees/committee.html", context, status=status)
