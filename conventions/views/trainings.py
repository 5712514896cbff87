"""Training sessions, and the share of each landlord's staff that they reached."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import OrganisationKind
from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from common.templatetags.formats import date_fr, thousands
from common.transitions import WrongState
from conventions import actions
from conventions.forms.training import StaffForm, TrainingForm, initial_of
from conventions.landlords import landlords_of
from conventions.models import Training
from conventions.models.training import TrainingQuerySet
from conventions.progress_of_training import Share, trained_shares

PAGE_SIZE = 20
UNPROCESSABLE = 422
YEAR, LANDLORD = "annee", "bailleur"


@dataclass(frozen=True)
class ShareRow:
    """`rows`: the figures behind the bar."""

    name: str
    share: Share
    rows: list[tuple[str, str]]


@requires(Permission.FOLLOW_TRAINING)
@require_safe
def trainings(request: MemberRequest) -> HttpResponse:
    """Those that the reader may read, the latest first. Four queries: years, landlords, count, page."""
    own = Training.objects.read_by(request.member)
    years = [day.year for day in own.dates("held_on", "year", order="DESC")]
    landlords = _landlords(own) if request.member.organisation.kind != OrganisationKind.BAILLEUR else []
    year, landlord = request.GET.get(YEAR, ""), request.GET.get(LANDLORD, "")
    found = own.select_related("bailleur", "association")
    if year in map(str, years):
        found = found.filter(held_on__year=int(year))
    if landlord in dict(landlords):
        found = found.filter(bailleur=UUID(landlord))
    ordered = found.order_by("-held_on", "bailleur__name", "public", "id")
    context = {
        "page": Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page")),
        "years": [str(one) for one in years],
        "landlords": landlords,
        "year": year,
        "landlord": landlord,
        "records": permitted(request.member, Permission.RECORD_TRAINING),
        "imports": permitted(request.member, Permission.FOLLOW_CONVENTIONS),
        **tabs(request),
    }
    return render(request, "conventions/trainings.html", context)


def tabs(request: MemberRequest) -> dict[str, bool]:
    """Which of the pages on training and awareness are the reader's; the one on sessions is everybody's."""
    member = request.member
    follows = permitted(member, Permission.FOLLOW_CONVENTIONS)
    return {
        "follows_landlords": permitted(member, Permission.RECORD_AWARENESS),
        "follows_support": follows or permitted(member, Permission.COUNT_SUPPORT),
    }


def _landlords(own: TrainingQuerySet) -> list[tuple[str, str]]:
    """Those that have a session among these: id and name."""
    found = own.order_by("bailleur__name", "bailleur_id").values_list("bailleur_id", "bailleur__name").distinct()
    return [(str(key), name) for key, name in found]


@requires(Permission.RECORD_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def new_training(request: MemberRequest) -> HttpResponse:
    form = TrainingForm(request.POST if request.method == "POST" else None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_training(**form.facts, by=request.member)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Formation enregistrée.")
            return redirect("conventions:trainings")
    return _form(request, form, {"training": None})


@requires(Permission.RECORD_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: MemberRequest, training_id: UUID) -> HttpResponse:
    """One session, to correct."""
    found = get_object_or_404(Training.objects.read_by(request.member), id=training_id)
    sent = request.method == "POST"
    form = TrainingForm(request.POST if sent else None, member=request.member, initial=initial_of(found))
    if sent and form.is_valid():
        try:
            actions.correct_training(training=found, **form.facts, by=request.member)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Formation corrigée.")
            return redirect("conventions:trainings")
    return _form(request, form, {"training": found})


def _form(request: MemberRequest, form: TrainingForm, context: dict[str, Any]) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "conventions/trainings_form.html", {"form": form, **context}, status=status)


@requires(Permission.RECORD_TRAINING)
@require_POST
def remove_training(request: MemberRequest, training_id: UUID) -> HttpResponse:
    found = get_object_or_404(Training.objects.read_by(request.member), id=training_id)
    actions.remove_training(training=found, by=request.member)
    messages.success(request, f"Formation du {date_fr(found.held_on)} retirée.")
    return redirect("conventions:trainings")


@requires(Permission.RECORD_AWARENESS)
@require_safe
def teams(request: MemberRequest) -> HttpResponse:
    """Landlords with the share of their staff that was trained. Three queries: count, page, shares."""
    followed = landlords_of(request.member).order_by("name", "id")
    page = Paginator(followed, PAGE_SIZE).get_page(request.GET.get("page"))
    shares = trained_shares([one.id for one in page], timezone.localdate())
    rows = [ShareRow(one.name, shares[one.id], _figures(shares[one.id])) for one in page]
    return render(request, "conventions/trainings_teams.html", {"page": page, "rows": rows, **tabs(request)})


def _figures(share: Share) -> list[tuple[str, str]]:
    return [
        ("Personnes formées", thousands(share.trained)),
        (f"En contact avec le public, au {date_fr(share.staff_on)}", thousands(share.staff)),
        ("Comptées depuis le", date_fr(share.since)),
        ("Jusqu’au", date_fr(share.until)),
    ]


@requires(Permission.RECORD_AWARENESS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: MemberRequest) -> HttpResponse:
    """How many meet the public, typed by the landlord, or by who follows it."""
    sent = request.method == "POST"
    form = StaffForm(
        request.POST if sent else None, member=request.member, initial={"counted_on": timezone.localdate()}
    )
    if sent and form.is_valid():
        actions.count_staff(
            bailleur=form.landlord,
            counted_on=form.cleaned_data["counted_on"],
            staff=form.cleaned_data["staff"],
            by=request.member,
        )
        messages.success(request, "Effectif enregistré.")
        return redirect("conventions:teams")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "conventions/trainings_staff.html", {"form": form}, status=status)
