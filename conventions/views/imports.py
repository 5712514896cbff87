"""Lists brought in: a file is read and shown with the fate of each line, then written whole, or given back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.encryption import CannotOpen, Place
from common.sent_files import open_file, seal_file, xlsx
from common.spreadsheets import Refused
from common.templatetags.formats import counted
from common.transitions import WrongState
from conventions import actions
from conventions.forms.imports import ListFileForm
from conventions.imports import (
    MOST_LINES,
    Commitments,
    ContextFigures,
    Fate,
    Kind,
    Line,
    ReadFile,
    Trainings,
    annotated,
    read_file,
    template,
)
from conventions.imports.kinds import LIMITS
from conventions.models import Convention

LINES_SHOWN = 100
UNPROCESSABLE = 422
TOO_OLD = "Cette page est trop ancienne : choisissez le fichier à nouveau."


@dataclass(frozen=True)
class Import:
    """One kind of list before one reader. `noun`: singular and plural. `field`: what a sealed file is sealed for."""

    title: str
    intro: str
    noun: str
    kind: Kind
    write: Callable[[bytes], ReadFile]
    here: str
    template_url: str
    back: str
    back_label: str
    file_name: str
    field: str

    def place(self, request: MemberRequest) -> Place:
        return Place("conventions_import", str(request.member.pk), self.field)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_commitments(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    return _import(request, _commitments(request, convention_id))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def commitments_template(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    return _template(_commitments(request, convention_id))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_trainings(request: MemberRequest) -> HttpResponse:
    return _import(request, _trainings(request))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def trainings_template(request: MemberRequest) -> HttpResponse:
    return _template(_trainings(request))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_context(request: MemberRequest) -> HttpResponse:
    return _import(request, _context(request))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def context_template(request: MemberRequest) -> HttpResponse:
    return _template(_context(request))


def _commitments(request: MemberRequest, convention_id: UUID) -> Import:
    convention = get_object_or_404(Convention.objects.followed_by(request.member), id=convention_id)
    return Import(
        title="Importer des engagements",
        intro=f"{convention.name}. Une ligne par engagement et par source. Le bailleur est un signataire, ou "
        "« collectif ». Un chiffre n’est retenu que si sa ligne dit pourquoi.",
        noun="engagement,engagements",
        kind=Commitments(convention, request.member),
        write=lambda content: actions.import_commitments(convention=convention, content=content, by=request.member),
        here=reverse("conventions:import_commitments", args=[convention.id]),
        template_url=reverse("conventions:commitments_template", args=[convention.id]),
        back=reverse("conventions:convention", args=[convention.id]),
        back_label="La convention",
        file_name="engagements",
        field=f"commitments {convention.id}",
    )


def _trainings(request: MemberRequest) -> Import:
    return Import(
        title="Importer des formations",
        intro="Une ligne par session et par public formé.",
        noun="formation,formations",
        kind=Trainings(request.member),
        write=lambda content: actions.import_trainings(content=content, by=request.member),
        here=reverse("conventions:import_trainings"),
        template_url=reverse("conventions:trainings_template"),
        back=reverse("conventions:trainings"),
        back_label="Formations",
        file_name="formations",
        field="trainings",
    )


def _context(request: MemberRequest) -> Import:
    return Import(
        title="Importer des chiffres de contexte",
        intro="Une ligne par territoire, mesure et période, avec sa source. Ces chiffres restent à part : ils ne "
        "s’ajoutent jamais aux résultats.",
        noun="chiffre,chiffres",
        kind=ContextFigures(request.member),
        write=lambda content: actions.import_context(content=content, by=request.member),
        here=reverse("conventions:import_context"),
        template_url=reverse("conventions:context_template"),
        back=reverse("conventions:figures"),
        back_label="Chiffres de contexte",
        file_name="contexte",
        field="context",
    )


def _import(request: MemberRequest, one: Import) -> HttpResponse:
    if "contenu" in request.POST:
        return _go_on(request, one)
    sent = request.method == "POST"
    form = ListFileForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        content = form.cleaned_data["file"].read(LIMITS.file + 1)
        try:
            return _preview(request, one, read_file(content, one.kind), seal_file(content, one.place(request)))
        except Refused as error:
            form.add_error("file", str(error))
    context = {"form": form, "one": one, "most": MOST_LINES}
    return render(request, "conventions/import.html", context, status=UNPROCESSABLE if form.errors else 200)


def _go_on(request: MemberRequest, one: Import) -> HttpResponse:
    """Of a file that was shown: given back, or written."""
    sealed = request.POST["contenu"]
    try:
        content = open_file(sealed, one.place(request))
        if "classeur" in request.POST:
            return xlsx(annotated(read_file(content, one.kind), one.kind), f"{one.file_name}-a-revoir.xlsx")
        read = one.write(content)
    except (CannotOpen, Refused):
        messages.error(request, TOO_OLD)
        return redirect(one.here)
    except WrongState as error:
        messages.error(request, str(error))
        return _preview(request, one, read_file(content, one.kind), sealed)
    messages.success(request, _said(len(read.new), one))
    return redirect(one.back)


def _said(count: int, one: Import) -> str:
    if not count:
        return "Rien de nouveau : tout était déjà enregistré."
    return f"Import fini : {counted(count, one.noun)} de plus."


def _preview(request: MemberRequest, one: Import, read: ReadFile, sealed: str) -> HttpResponse:
    groups = [(str(fate.label), fate.value, read.of(fate)) for fate in Fate]
    context = {
        "one": one,
        "groups": [
            (label, code, len(lines), _shown(lines), len(lines) - LINES_SHOWN)
            for label, code, lines in groups
            if lines
        ],
        "wrong": read.wrong,
        "new": len(read.new),
        "sealed": sealed,
    }
    return render(request, "conventions/import_preview.html", context, status=UNPROCESSABLE if read.wrong else 200)


def _shown(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """The number of each line, and why."""
    return [(line.number, " ".join(line.notes.values())) for line in lines[:LINES_SHOWN]]


def _template(one: Import) -> HttpResponse:
    return xlsx(template(one.kind), f"{one.file_name}-modele.xlsx")
