"""A landlord's spreadsheet: sent, its columns, what it would change, written. And the same columns, exported."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.spreadsheets import Refused, write_workbook
from common.transitions import WrongState
from offers import actions
from offers.imports.columns import BY_NAME
from offers.imports.corrected import corrected_workbook
from offers.imports.export import HEADERS, SHEET, write_export, write_export_csv
from offers.imports.forms import ColumnsForm, FileForm
from offers.imports.parts import BadRow, GoodRow, open_part
from offers.imports.rows import ROW
from offers.models import ImportState, Offer, OfferImport
from offers.models.offer_import import OfferImportQuerySet

UNPROCESSABLE = 422
PAGE_SIZE = 20
ROWS_SHOWN = 50
MOST_CORRECTED = 5_000  # comments are kept in memory until the workbook is written
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# What the preview shows, one list at a time: name in the address -> label of its tab, count.
LISTS = {
    "refuses": ("Refusées", "refused"),
    "crees": ("Créées", "created"),
    "modifies": ("Modifiées", "updated"),
    "inchanges": ("Inchangées", "unchanged"),
}
OUTCOME_OF_LIST = {
    "crees": actions.Outcome.CREATED,
    "modifies": actions.Outcome.UPDATED,
    "inchanges": actions.Outcome.UNCHANGED,
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    active: bool


@dataclass(frozen=True)
class Line:
    """A row as the preview tells it. `notes`: what is wrong, what changes, or what is missing."""

    number: int
    reference: str
    notes: tuple[str, ...]


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: MemberRequest) -> HttpResponse:
    """The file to send, and the imports of the last day."""
    form = FileForm(request.POST or None, request.FILES or None, initial={"import_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.open_import(
                import_id=form.cleaned_data["import_id"], content=form.cleaned_data["file"].read(), by=request.member
            )
        except (Refused, actions.CannotImport) as error:
            form.add_error("file", str(error))
        else:
            return redirect("offers:import", kept.id)
    page = Paginator(_own(request).latest_first().defer("sealed_file"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page}
    return render(request, "offers/imports.html", context, status=UNPROCESSABLE if form.errors else 200)


def _own(request: MemberRequest) -> OfferImportQuerySet:
    return OfferImport.objects.owned_by(request.member).select_related("by__user")


def _one(request: MemberRequest, import_id: uuid.UUID) -> OfferImport:
    return get_object_or_404(_own(request).defer("sealed_file"), id=import_id)


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Where an import is: its columns, its progress, what it would change, what it changed. Posted: other columns."""
    kept = _one(request, import_id)
    form = ColumnsForm(request.POST or None, offer_import=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(offer_import=kept, names=form.names, by=request.member)
        except (WrongState, actions.CannotImport) as error:
            form.add_error(None, str(error))
        else:
            return redirect("offers:import", kept.id)
    shown = request.GET.get("lignes", "")
    shown = shown if shown in LISTS else _first_list(kept)
    count = getattr(kept, LISTS[shown][1])
    context = {
        "import": kept,
        "form": form,
        "asks_columns": kept.state in (ImportState.COLUMNS, ImportState.REFUSED) or bool(form.errors),
        "may_choose": kept.state in (ImportState.COLUMNS, ImportState.CHECKED, ImportState.REFUSED),
        "unread": [header for header, name in zip(kept.headers, kept.columns, strict=True) if header and not name],
        "tabs": [
            Tab(label, f"?lignes={name}", getattr(kept, count), name == shown)
            for name, (label, count) in LISTS.items()
        ],
        "lines": list(islice(_lines(kept, shown), ROWS_SHOWN)) if count and _has_rows(kept) else [],
        "shown": shown,
        "most_shown": ROWS_SHOWN,
        "most_corrected": MOST_CORRECTED,
        "count": count,
    }
    return render(request, "offers/import.html", context, status=UNPROCESSABLE if form.errors else 200)


def _has_rows(kept: OfferImport) -> bool:
    return kept.state in (ImportState.CHECKED, ImportState.DONE, ImportState.STOPPED)


def _first_list(kept: OfferImport) -> str:
    """What there is to look at: the refusals, or else what is not empty."""
    return next((name for name, (_, count) in LISTS.items() if getattr(kept, count)), "crees")


def _lines(kept: OfferImport, shown: str) -> Iterator[Line]:
    for row in _rows(kept, bad=shown == "refuses"):
        if isinstance(row, BadRow):
            yield _bad_line(kept, row)
        elif row.outcome == OUTCOME_OF_LIST[shown]:
            changed = tuple(_label(name) for name in row.changed)
            notes = (f"Change : {', '.join(changed)}.",) if changed else ()
            yield Line(row.number, row.sent.reference, (*notes, *([row.lacking] if row.lacking else [])))


def _rows(kept: OfferImport, *, bad: bool) -> Iterator[BadRow | GoodRow]:
    for part in kept.parts.order_by("number").iterator(chunk_size=1):
        part.offer_import = kept
        opened = open_part(part)
        yield from opened.bad if bad else opened.good


def _bad_line(kept: OfferImport, row: BadRow) -> Line:
    at = kept.columns.index("reference") if "reference" in kept.columns else 0
    reference = str(row.cells[at] or "") if at < len(row.cells) else ""
    notes = [
        sentence if column == ROW else f"{kept.headers[column]} : {sentence}"
        for column, sentence in row.errors.items()
    ]
    return Line(row.number, reference[:40], tuple(notes))


def _label(name: str) -> str:
    """The column as the landlord knows it."""
    named = {"commune_id": "commune"}.get(name, name)
    return BY_NAME[named].label.lower() if named in BY_NAME else "emplacement"


@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def progress(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """What the page asks for while a task works; once it is done, the page is opened anew."""
    kept = _one(request, import_id)
    response = render(request, "offers/_import_progress.html", {"import": kept})
    if not kept.under_way:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def write(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    kept = _one(request, import_id)
    try:
        actions.apply_import(offer_import=kept, publish="publier" in request.POST, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    return redirect("offers:import", kept.id)


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def abandon(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    kept = _one(request, import_id)
    try:
        actions.abandon_import(offer_import=kept, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("offers:import", kept.id)
    messages.success(request, "Import abandonné : le fichier est effacé, aucun logement n’a changé.")
    return redirect("offers:imports")


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def corrected(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """The refused rows alone, each wrong cell with what to correct."""
    kept = _one(request, import_id)
    if not kept.refused or not _has_rows(kept):
        raise Http404
    rows = (row for row in _rows(kept, bad=True) if isinstance(row, BadRow))
    return _file(corrected_workbook(kept.headers, islice(rows, MOST_CORRECTED)), "a-corriger.xlsx", XLSX)


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def export(request: MemberRequest, kind: str) -> HttpResponse:
    """Those of one's own dwellings that have not ended, with the columns of the import."""
    own = Offer.objects.owned_by(request.member).not_ended().select_related("location").order_by("reference", "id")
    if kind == "csv":
        return _file(write_export_csv(own.iterator(chunk_size=2_000)), "logements.csv", CSV)
    return _file(write_export(own.iterator(chunk_size=2_000)), "logements.xlsx", XLSX)


@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def template(request: MemberRequest) -> HttpResponse:
    """An empty workbook with the headers."""
    return _file(write_workbook(HEADERS, [], sheet=SHEET), "modele.xlsx", XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
    )
