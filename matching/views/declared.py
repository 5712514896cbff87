"""Rehousings declared by one side and confirmed by the other: the list, the form, a year in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Membership, OrganisationKind
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.encryption import CannotOpen, Place
from common.sent_files import open_file, seal_file, xlsx
from common.spreadsheets import Refused
from common.transitions import WrongState
from matching import actions
from matching.declared import SENTENCES, Fate, said_before
from matching.declared_file import MOST_ROWS, Line, ReadFile, annotated, read_file, template
from matching.forms.declared import RehousingForm, RehousingsFileForm
from matching.models import DeclaredRehousing, DeclaredState
from territories.departements import departements

PAGE_SIZE = 20
LINES_SHOWN = 100
UNPROCESSABLE = 422
STATE = "etat"
RETURNED, TO_FILL = "relogements-a-revoir.xlsx", "relogements-modele.xlsx"


@dataclass(frozen=True)
class RehousingRow:
    """A declaration before one of its two sides. `to_answer`: this reader says yes or no.

    `before`: what is said already of the same facts, which he then tells apart.
    """

    id: UUID
    reference: str
    other: str
    month: date
    channel: str
    dwelling: str
    people: str
    state: str
    state_label: str
    mine: bool
    to_answer: bool
    late: bool
    answer_by: date
    before: str


@requires(Permission.DECLARE_REHOUSINGS)
@require_safe
def rehousings(request: MemberRequest) -> HttpResponse:
    """Those that the reader may read, what waits for her first. Three queries, two more where she answers some."""
    member = request.member
    found = DeclaredRehousing.objects.read_by(member).select_related(
        "bailleur__organisation", "association__organisation"
    )
    state = request.GET.get(STATE, "")
    if state in DeclaredState.values:
        found = found.filter(state=state)
    page = Paginator(found.order_by("-month", "-declared_at", "id"), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = DeclaredRehousing.objects.to_answer_by(member).count()
    before = said_before([one for one in page if _to_answer(one, member)], member)
    context = {
        "page": page,
        "rows": [_row(one, member, before.get(one.id)) for one in page],
        "states": DeclaredState.choices,
        "state": state,
        "waiting": waiting,
    }
    return render(request, "matching/rehousings.html", context)


def _to_answer(one: DeclaredRehousing, member: Membership) -> bool:
    return one.state == DeclaredState.DECLARED and one.declared_for_id != member.organisation_id


def _row(one: DeclaredRehousing, member: Membership, before: Fate | None) -> RehousingRow:
    landlord = member.organisation.kind == OrganisationKind.BAILLEUR
    mine = one.declared_for_id == member.organisation_id
    waiting = one.state == DeclaredState.DECLARED
    known = departements().get(one.departement)
    children = f", {one.children} enfant{'s' if one.children > 1 else ''}" if one.children else ""
    return RehousingRow(
        id=one.id,
        reference=one.reference,
        other=(one.association if landlord else one.bailleur).organisation.name,
        month=one.month,
        channel=str(one.get_channel_display()),
        dwelling=f"{one.get_typology_display()}, {known.label if known else one.departement}, "
        f"{one.get_solution_type_display().lower()}",
        people=f"{one.women} femme{'s' if one.women > 1 else ''}{children}",
        state=one.state,
        state_label=str(one.get_state_display()),
        mine=mine,
        to_answer=_to_answer(one, member),
        late=waiting and one.answer_by < timezone.localdate(),
        answer_by=one.answer_by,
        before=SENTENCES[before] if before else "",
    )


@requires(Permission.DECLARE_REHOUSINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: MemberRequest) -> HttpResponse:
    form = RehousingForm(request.POST if request.method == "POST" else None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            declared = actions.declare_rehousing(
                declared=form.declared, another=form.cleaned_data["another"], by=request.member
            )
        except actions.AlreadyKnown as error:
            form.add_error("another", f"{error} Si c’en est un autre, cochez la case.")
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"Relogement {declared.reference} déclaré : l’autre côté est invité à confirmer."
            )
            return redirect("matching:rehousings")
    return render(
        request, "matching/declare_rehousing.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@requires(Permission.DECLARE_REHOUSINGS)
@require_POST
def answer(request: MemberRequest, rehousing_id: UUID) -> HttpResponse:
    """« Confirmer », « C'est un autre : confirmer » or « Ce n'est pas exact »."""
    found = get_object_or_404(
        DeclaredRehousing.objects.read_by(request.member).exclude(declared_for=request.member.organisation_id),
        id=rehousing_id,
    )
    confirmed = "confirmer" in request.POST
    if not confirmed and "refuser" not in request.POST:
        messages.error(request, "Confirmez, ou dites que ce n’est pas exact.")
        return redirect("matching:rehousings")
    try:
        another = request.POST.get("confirmer") == "autre"
        actions.answer_rehousing(rehousing=found, confirmed=confirmed, another=another, by=request.member)
    except actions.AlreadyKnown as error:
        messages.error(request, f"{error} Si c’en est un autre, dites-le.")
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            f"Relogement {found.reference} confirmé." if confirmed else f"Relogement {found.reference} refusé.",
        )
    return redirect("matching:rehousings")


@sensitive_post_parameters()
@sensitive_variables()
@requires(Permission.DECLARE_REHOUSINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: MemberRequest) -> HttpResponse:
    """A file is read and shown with the fate of each line; posted again, sealed, it is declared or given back.

    Nothing of it stays on the platform between the two: the page holds it, sealed for its reader alone.
    """
    if "contenu" in request.POST:
        return _go_on(request)
    sent = request.method == "POST"
    form = RehousingsFileForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            return _preview(request, read_file(content, request.member), seal_file(content, _place(request.member)))
        except Refused as error:
            form.add_error("file", str(error))
    context = {"form": form, "most": MOST_ROWS}
    return render(request, "matching/import_rehousings.html", context, status=UNPROCESSABLE if form.errors else 200)


def _go_on(request: MemberRequest) -> HttpResponse:
    try:
        content = open_file(request.POST["contenu"], _place(request.member))
        read = read_file(content, request.member)
    except (CannotOpen, Refused):
        messages.error(request, "Cette page est trop ancienne : choisissez le fichier à nouveau.")
        return redirect("matching:import_rehousings")
    if "classeur" in request.POST:
        return xlsx(annotated(read), RETURNED)
    try:
        done = actions.import_rehousings(declared=read.new, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
        return _preview(request, read, request.POST["contenu"])
    messages.success(request, _said(done.declared))
    # What is left, read again: nothing is new any more.
    return _preview(request, read_file(content, request.member), request.POST["contenu"], done=True)


def _said(count: int) -> str:
    if not count:
        return "Rien de nouveau : tout était déjà déclaré."
    plural = "s" if count > 1 else ""
    return f"{count} relogement{plural} déclaré{plural}, à confirmer par l’autre côté."


def _preview(request: MemberRequest, read: ReadFile, sealed: str, *, done: bool = False) -> HttpResponse:
    groups = [(str(fate.label), fate.value, read.of(fate)) for fate in Fate]
    context = {
        "groups": [
            (label, code, len(lines), _shown(lines), len(lines) - LINES_SHOWN)
            for label, code, lines in groups
            if lines
        ],
        "new": len(read.new),
        "returned": len(read.lines) - len(read.new),
        "sealed": sealed,
        "done": done,
    }
    return render(request, "matching/import_rehousings_preview.html", context)


def _shown(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """The number of each line, and why."""
    return [(line.number, " ".join(line.notes.values())) for line in lines[:LINES_SHOWN]]


@requires(Permission.DECLARE_REHOUSINGS)
@require_safe
def import_template(request: MemberRequest) -> HttpResponse:
    return xlsx(template(), TO_FILL)


def _place(member: Membership) -> Place:
    return Place("matching_declaredrehousing", str(member.pk), "file")
