"""The sections of a file, under /menages/<id>/: what a transmission needs, zones, consents, the paper version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.reauthentication import CONFIRM_AGAIN, confirm_first, confirmed_recently
from accounts.requests import MemberRequest
from associations import actions
from associations.actions.drafts import discard_draft
from associations.contents import AvoidedZones
from associations.drafts import Draft, draft_of
from associations.files import FileGone
from associations.forms.consents import ConsentForm
from associations.forms.dossier import (
    MOST_PLACES,
    MOST_PROOFS,
    MeansForm,
    PlaceFormSet,
    ProofFormSet,
    ProtectionForm,
    SneForm,
)
from associations.forms.registrations import MOST_REGISTRATIONS, RegistrationFormSet
from associations.forms.zones import MOST_ZONES, ZoneFormSet
from associations.household_page import household_page
from associations.models import Household
from associations.views.households import gone, open_or_404
from common.form_rows import one_more
from common.transitions import WrongState
from territories.forms import wants_neighbours

PREFIX = "lignes"
SAVED = "Les changements sont enregistrés."
HERS = "vous et vos suppléantes"


@dataclass(frozen=True)
class Section:
    """A part of the file with a form of its own. `most` is the number of lines of a set, 0 for a single form."""

    title: str
    who: str
    form: Any
    most: int = 0
    help_text: str = ""


SECTIONS = {
    "ressources": Section(
        "Ressources et situation",
        f"{HERS} ; à la transmission, le bailleur lit le revenu comparé au plafond",
        MeansForm,
    ),
    "preuves": Section(
        "Preuves",
        f"{HERS} ; à la transmission, le bailleur lit leur type là où la loi le demande",
        ProofFormSet,
        MOST_PROOFS,
        "Le type et les dates seulement : le papier reste chez vous.",
    ),
    "lieux": Section(
        "Lieux où elle va",
        HERS,
        PlaceFormSet,
        MOST_PLACES,
        "Une commune, ou un point par ses coordonnées. Ils ne quittent jamais l’association.",
    ),
    "protection": Section("Protection", HERS, ProtectionForm),
    "sne": Section("Vérifications au SNE", HERS, SneForm),
}


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: MemberRequest, household_id: UUID, slug: str) -> HttpResponse:
    """One section of the file: read, changed, back to the file."""
    if slug not in SECTIONS:
        raise Http404
    about = SECTIONS[slug]
    try:
        opened = open_or_404(request, household_id)
    except FileGone:
        return gone(request)
    household = opened.household
    draft = draft_of(request, slug, household)
    form = _bound(request, about.form, about.form.initial_of(opened.file), about.most, draft)

    def save() -> None:
        actions.change_file(
            household=household, change=lambda now: form.changed(now, request.member), by=request.member
        )

    return _answer(request, household, form, about, draft, save)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def registrations(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """The registration numbers. A number of an unusual structure is kept, and said on the file."""
    try:
        household = open_or_404(request, household_id).household
        known = actions.numbers_of(household)
    except FileGone:
        return gone(request)
    initial = [
        {"number": number, "territory": one.territory, "expires_on": one.expires_on, "id": one.id}
        for one, number in known
    ]
    draft = draft_of(request, "inscriptions", household)
    form = _bound(request, RegistrationFormSet, initial, MOST_REGISTRATIONS, draft)
    about = Section(
        "Numéros d’inscription",
        f"{HERS} ; celui du territoire, à 3 agents au plus du bailleur, après la transmission",
        RegistrationFormSet,
        MOST_REGISTRATIONS,
        "Un numéro par territoire. Rappels 60, 30 et 7 jours avant la fin.",
    )

    def save() -> None:
        actions.set_registrations(household=household, typed=form.typed("number"), by=request.member)

    return _answer(request, household, form, about, draft, save)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def zones(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """The zones to stay away from, behind a re-authentication under 10 minutes old.

    One that has run out when the form comes back asks for another beside what was typed: nothing is lost, and nothing
    of it is kept anywhere meanwhile.
    """
    household = _found(request, household_id)
    recent = confirmed_recently(request)
    if not recent and request.method != "POST":
        return confirm_first(request)
    try:
        known = actions.open_zones_of(household=household, by=request.member) if recent else AvoidedZones()
    except FileGone:
        return gone(request)
    draft = draft_of(request, "zones", household)
    form = _bound(request, ZoneFormSet, ZoneFormSet.initial_of(known), MOST_ZONES, draft)
    about = Section(
        "Zones d’éloignement",
        f"{HERS}, jamais la fédération, jamais un bailleur",
        ZoneFormSet,
        MOST_ZONES,
        "Tous les lieux de tous ceux de son côté à lui. Ni nom, ni adresse : une commune, un point, des communes.",
    )

    def save() -> None:
        actions.set_zones(household=household, zones=form.zones(), by=request.member)

    return _answer(request, household, form, about, draft, save, confirmed=recent)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """What she agrees to: to what, towards whom, until when."""
    try:
        household = open_or_404(request, household_id).household
    except FileGone:
        return gone(request)
    draft = draft_of(request, "accords", household)
    form = _bound(request, ConsentForm, {}, 0, draft)
    about = Section(
        "Ses accords",
        HERS,
        ConsentForm,
        0,
        "Un accord se retire à tout moment, depuis la fiche, sans raison à donner.",
    )

    def save() -> None:
        data = form.cleaned_data
        actions.give_consent(
            household=household, what=data["what"], to_whom=data["to_whom"], until=data["until"], by=request.member
        )

    return _answer(request, household, form, about, draft, save)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def revoke_consent(request: MemberRequest, household_id: UUID, consent_id: str) -> HttpResponse:
    household = _found(request, household_id)
    try:
        actions.revoke_consent(household=household, consent_id=consent_id, by=request.member)
    except FileGone:
        return gone(request)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "L’accord est retiré.")
    return redirect("associations:household", household.id)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_safe
def paper(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """To print and read with her: no code, no logo, no place, no proof; it may be found on her."""
    household = _found(request, household_id)
    try:
        file = actions.open_paper(household=household, by=request.member)
        page = household_page(
            household,
            file,
            numbers=actions.numbers_of(household),
            table=actions.table_in_force(),
            today=timezone.localdate(),
        )
    except FileGone:
        return gone(request)
    return render(request, "associations/paper.html", {"household": page})


def _found(request: MemberRequest, household_id: UUID) -> Household:
    return get_object_or_404(Household.objects.readable_by(request.member), id=household_id)


def _bound(request: MemberRequest, form: Any, initial: Any, most: int, draft: Draft) -> Any:
    """The form as posted, else with the draft resumed or what the file holds.

    A set asked for a line more gets it, unvalidated.
    """
    data: QueryDict | None = request.POST if request.method == "POST" else None
    if not most:
        found = form(data, initial=initial)
        found.initial = {**found.initial, **draft.initial(found)}
        return found
    if draft.fields is not None:
        initial = draft.rows(form(prefix=PREFIX))
    if data is not None and "ajouter" in data:
        data = one_more(data, PREFIX, most)
    return form(data, initial=initial, prefix=PREFIX)


def _answer(
    request: MemberRequest,
    household: Household,
    form: Any,
    about: Section,
    draft: Draft,
    save: Callable[[], None],
    *,
    confirmed: bool = True,
) -> HttpResponse:
    """Saved and back to the file, or the form again with what is to correct."""
    asked = request.method == "POST" and "ajouter" not in request.POST and not wants_neighbours(request.POST)
    refusal = ""
    if asked and not confirmed:
        refusal = CONFIRM_AGAIN
    elif asked and form.is_valid():
        try:
            save()
        except FileGone:
            return gone(request)
        except WrongState as error:
            refusal = str(error)
        else:
            discard_draft(form=draft.form, household_id=household.id, by=request.member)
            messages.success(request, SAVED)
            return redirect("associations:household", household.id)
    rows = isinstance(form, BaseFormSet)
    context = {
        "household_id": household.id,
        "section": about,
        "draft": draft,
        "form": None if rows else form,
        "rows": form if rows else None,
        "show_errors": asked and confirmed,
        "may_add": rows and len(form.forms) < about.most,
        "refusal": refusal,
        "confirm_url": "" if confirmed else reverse("account_reauthenticate"),
    }
    return render(request, "associations/section.html", context, status=422 if asked else 200)
