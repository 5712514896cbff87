"""Pages of households, under /menages/. Every other reader than the association's finds nothing here."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations import actions
from associations.actions import households as household_actions
from associations.actions.drafts import discard_draft
from associations.codes import canonical, code_index
from associations.drafts import draft_of
from associations.files import FileGone, HouseholdFile, open_files
from associations.forms.households import CodeSearchForm, HouseholdForm, initial_of
from associations.household_page import household_page
from associations.models import Household
from associations.needs import composition_words, departement_names, typology_labels
from common.transitions import WrongState
from territories.forms import wants_neighbours

HOUSEHOLDS_A_PAGE = 20


@dataclass(frozen=True)
class HouseholdRow:
    """A line of the list. A manager's has code, référente, status, date, and the id to hand it over."""

    code: str
    status: str
    created_on: object
    id: UUID
    referente: str = ""
    composition: str = ""
    typologies: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()


@requires(Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def households(request: MemberRequest) -> HttpResponse:
    """The list; a code posted leads to its file, or narrows a manager's list to it."""
    member = request.member
    oversees = permitted(member, Permission.OVERSEE_HOUSEHOLDS)
    form = CodeSearchForm(request.POST or None)
    found = Household.objects.overseen_by(member) if oversees else Household.objects.readable_by(member)
    if request.method == "POST" and form.is_valid():
        found = found.filter(code_index=code_index(canonical(form.cleaned_data["code"])))
        household = found.first()
        if household is None:
            form.add_error("code", "Aucun ménage de votre liste ne porte ce code.")
        elif not oversees:
            return redirect("associations:household", household.id)
    page = Paginator(found.select_related("referente").newest_first(), HOUSEHOLDS_A_PAGE).get_page(
        request.GET.get("page")
    )
    template = "associations/overseen_households.html" if oversees else "associations/households.html"
    searched = request.method == "POST"
    return render(request, template, {"rows": _rows(page, oversees), "page": page, "form": form, "searched": searched})


def _rows(page: Page[Household], oversees: bool) -> list[HouseholdRow]:
    """The lines of a page: one query to the vault for all their keys."""
    files = open_files(page.object_list)
    return [_row(household, files.get(household), oversees) for household in page.object_list]


def _row(household: Household, file: HouseholdFile | None, oversees: bool) -> HouseholdRow:
    code = file.code if file else "Fiche effacée"
    status = household.get_status_display()
    if oversees:
        return HouseholdRow(code, status, household.created_on, household.id, referente=household.referente.name)
    return HouseholdRow(
        code,
        status,
        household.created_on,
        household.id,
        composition=composition_words(file.adults, file.children) if file else "",
        typologies=typology_labels(household.typologies),
        departements=departement_names(household.departements),
    )


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_household(request: MemberRequest) -> HttpResponse:
    own = request.member.organisation.association.departements.values_list("code", flat=True)
    draft = draft_of(request, "besoin")
    form = HouseholdForm(request.POST or None, own_departements=own)
    form.initial = {**form.initial, **draft.initial(form)}
    if request.method == "POST" and not wants_neighbours(request.POST) and form.is_valid():
        try:
            household = actions.create_household(need=form.need(), by=request.member)
            discard_draft(form="besoin", household_id=None, by=request.member)
        except actions.NoCodeLeft:
            form.add_error(None, "Aucun code n’a pu être donné. Enregistrez de nouveau.")
        else:
            messages.success(request, "Le besoin est enregistré. Voici son code, à utiliser partout.")
            return redirect("associations:household", household.id)
    return render(
        request, "associations/household_form.html", {"form": form, "household_id": None, "code": "", "draft": draft}
    )


@requires(Permission.OPEN_HOUSEHOLDS)
@require_safe
def household(request: MemberRequest, household_id: UUID) -> HttpResponse:
    try:
        opened = open_or_404(request, household_id)
        found, file = opened.household, opened.file
        page = household_page(
            found, file, numbers=actions.numbers_of(found), table=actions.table_in_force(), today=timezone.localdate()
        )
    except FileGone:
        return gone(request)
    context = {"household": page, "in_charge": found.referente_id == request.member.user_id}
    return render(request, "associations/household.html", context)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_household(request: MemberRequest, household_id: UUID) -> HttpResponse:
    own = request.member.organisation.association.departements.values_list("code", flat=True)
    try:
        opened = open_or_404(request, household_id)
        found, file = opened.household, opened.file
        form = HouseholdForm(request.POST or None, own_departements=own, initial=initial_of(found, file))
        draft = draft_of(request, "besoin", found)
        form.initial = {**form.initial, **draft.initial(form)}
        if request.method == "POST" and not wants_neighbours(request.POST) and form.is_valid():
            actions.update_household(household=found, need=form.need(), by=request.member)
            discard_draft(form="besoin", household_id=found.id, by=request.member)
            messages.success(request, "Les changements sont enregistrés.")
            return redirect("associations:household", found.id)
    except FileGone:
        return gone(request)
    except WrongState as refusal:
        form.add_error(None, str(refusal))
    context = {"form": form, "household_id": found.id, "code": file.code, "draft": draft}
    return render(request, "associations/household_form.html", context)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def confirm_need(request: MemberRequest, household_id: UUID) -> HttpResponse:
    found = get_object_or_404(Household.objects.readable_by(request.member), id=household_id)
    try:
        household_actions.confirm_need(household=found, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Le besoin est confirmé.")
    return redirect("associations:household", household_id)


def gone(request: MemberRequest) -> HttpResponse:
    """The page of a file whose key was destroyed."""
    return render(request, "associations/gone.html", status=410)


def open_or_404(request: MemberRequest, household_id: UUID) -> actions.OpenedHousehold:
    """The file, opened and traced; 404 for whoever is not named on it. Raises FileGone."""
    try:
        return actions.open_household(household_id=household_id, by=request.member)
    except Household.DoesNotExist:
        raise Http404 from None
