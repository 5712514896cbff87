"""Actions: the list, one with its history, a new one. Their owners write how it goes; who follows decides the rest."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from conventions import actions
from conventions.follow_up_policies import can_reopen, is_running
from conventions.forms.follow_up import ActionFields, FilterForm, NewActionForm, ProgressForm, owners_for
from conventions.models import Action, ActionNote, ActionStatus, Convention
from conventions.texts import Unwritable

PAGE_SIZE = 20
UNPROCESSABLE = 422


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    id: UUID
    title: str
    owner: str
    convention: str
    from_committee: date | None
    due_on: date
    status: str
    status_label: str
    late: bool


@dataclass(frozen=True)
class Past:
    """One step of its history: who by the organisation, never a person."""

    at: datetime
    organisation: str
    status_label: str
    due_on: date
    text: str


@requires(Permission.FOLLOW_CONVENTIONS, Permission.UPDATE_ACTIONS)
@require_safe
def actions_list(request: MemberRequest) -> HttpResponse:
    """Those that the reader may read, the late ones first. Four queries: owners and conventions to choose from, count,
    page."""
    hers = Action.objects.read_by(request.member)
    owners = hers.order_by("owner__name", "owner").values_list("owner", "owner__name").distinct()
    conventions = Convention.objects.filter(id__in=hers.values("convention")).order_by("-signed_on", "name", "id")
    form = FilterForm(request.GET, owners=list(owners), conventions=list(conventions))
    found = form.narrowed(hers).select_related("owner", "convention", "committee").by_due_date()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [_line(one, today) for one in page],
        "form": form,
        "several": "convention" in form.fields,
        "narrowed": any(form.cleaned_data.values()),
        "may_open": permitted(request.member, Permission.FOLLOW_CONVENTIONS),
    }
    return render(request, "conventions/actions.html", context)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: MemberRequest) -> HttpResponse:
    form = NewActionForm(
        request.POST if request.method == "POST" else None,
        owners=owners_for(request.member),
        conventions=Convention.objects.followed_by(request.member).order_by("-signed_on", "name", "id"),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.open_action(
                action_id=typed["id"],
                convention=typed["convention"],
                title=typed["title"],
                owner=typed["owner"],
                due_on=typed["due_on"],
                by=request.member,
            )
        except Action.DoesNotExist:
            raise Http404 from None
        messages.success(request, f"Action ouverte : {made.owner.name} en est prévenu.")
        return redirect("conventions:action", made.id)
    context = {"form": form, "action": None}
    return render(request, "conventions/action_form.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.FOLLOW_CONVENTIONS, Permission.UPDATE_ACTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: MemberRequest, action_id: UUID) -> HttpResponse:
    """One action, its history, and the form that adds to it."""
    found = _readable(request, action_id)
    form = ProgressForm(request.POST if request.method == "POST" else None, action=found)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.write_note(action=found, text=typed["text"], status=typed["status"], by=request.member)
        except WrongState as error:  # it changed meanwhile
            form.add_error("status", str(error))
        except Unwritable as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "C’est noté.")
            return redirect("conventions:action", found.id)
    today = timezone.localdate()
    context = {
        "action": _line(found, today),
        "ended_on": found.ended_on,
        "reopens": not is_running(found) and can_reopen(found, today),
        "history": [_past(one) for one in found.notes.select_related("organisation").order_by("-at", "-id")],
        "opened_on": found.created_at,
        "directs": Action.objects.directed_by(request.member).filter(id=found.id).exists(),
        "form": form,
    }
    return render(request, "conventions/action.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_action(request: MemberRequest, action_id: UUID) -> HttpResponse:
    """Its title, owner and due date, for whoever follows its convention."""
    hers = Action.objects.directed_by(request.member).select_related("owner", "convention", "committee")
    found = get_object_or_404(hers, id=action_id)
    if not is_running(found):
        messages.error(request, "Cette action est terminée : rouvrez-la avant de la modifier.")
        return redirect("conventions:action", found.id)
    owners = owners_for(request.member)
    if found.owner not in owners:
        owners.append(found.owner)
    form = ActionFields(
        request.POST if request.method == "POST" else None,
        owners=owners,
        initial={"title": found.title, "owner": str(found.owner_id), "due_on": found.due_on},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.change_action(
                action=found, title=typed["title"], owner=typed["owner"], due_on=typed["due_on"], by=request.member
            )
        except WrongState as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Action modifiée.")
        return redirect("conventions:action", found.id)
    context = {"form": form, "action": _line(found, timezone.localdate())}
    return render(request, "conventions/action_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _readable(request: MemberRequest, action_id: UUID) -> Action:
    hers = Action.objects.read_by(request.member).select_related("owner", "convention", "committee")
    return get_object_or_404(hers, id=action_id)


def _line(one: Action, today: date) -> Line:
    return Line(
        id=one.id,
        title=one.title,
        owner=one.owner.name,
        convention=one.convention.name,
        from_committee=one.committee.held_on if one.committee else None,
        due_on=one.due_on,
        status=one.status,
        status_label=str(one.get_status_display()),
        late=one.is_late_on(today),
    )


def _past(one: ActionNote) -> Past:
    return Past(
        at=one.at,
        organisation=one.organisation.name,
        status_label=str(ActionStatus(one.status).label),
        due_on=one.due_on,
        text=one.text,
    )
