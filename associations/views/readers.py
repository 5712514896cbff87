"""Who opens a file, and who opened it: deputies, another référente, absences, emergencies."""

from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import AccessEvent
from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations import actions
from associations.alerts import tell_of_tries
from associations.files import open_files
from associations.forms.readers import AbsenceForm, ColleagueForm, EmergencyForm, PurgeForm
from associations.models import MOST_DEPUTIES, Absence, EmergencyOpening, Household
from associations.views.households import gone
from common.transitions import WrongState

EVENTS_A_PAGE = 30
NOT_A_COLLEAGUE = "Cette personne n’est plus référente dans votre association."
# Some 11,000 codes, of which an association uses a few hundred: even five a day may fall on one, hence the alert.
EMERGENCY_TRIES = 5
TRIES_SECONDS = 24 * 3600


@requires(Permission.OPEN_HOUSEHOLDS)
@require_safe
def readers(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """Who may open this file, and who did."""
    household = _readable(request, household_id)
    events = Paginator(AccessEvent.objects.about_household(household.id), EVENTS_A_PAGE)
    return _readers_page(request, household, events=events)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def name_deputy(request: MemberRequest, household_id: UUID) -> HttpResponse:
    household = _in_charge(request, household_id)
    form = ColleagueForm(request.POST, member=request.member, but=request.member.user_id)
    if not form.is_valid():
        return _readers_page(request, household, deputy_form=form)
    try:
        actions.name_deputy(household=household, user=form.user(), by=request.member)
    except (actions.NoSuchColleague, WrongState) as refusal:
        messages.error(request, str(refusal) or NOT_A_COLLEAGUE)
    else:
        messages.success(request, "Elle ouvre désormais cette fiche.")
    return redirect("associations:readers", household.id)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def remove_deputy(request: MemberRequest, household_id: UUID, deputy_id: UUID) -> HttpResponse:
    household = _in_charge(request, household_id)
    actions.remove_deputy(household=household, deputy_id=deputy_id, by=request.member)
    messages.success(request, "Elle n’ouvre plus cette fiche.")
    return redirect("associations:readers", household.id)


@requires(Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """To another référente: by hers, or by the manager, who does not open the file."""
    manages = permitted(request.member, Permission.OVERSEE_HOUSEHOLDS)
    mine = Household.objects.overseen_by if manages else Household.objects.in_charge_of
    household = get_object_or_404(mine(request.member).select_related("referente"), id=household_id)
    form = ColleagueForm(request.POST or None, member=request.member, but=household.referente_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(household=household, to=form.user(), by=request.member)
        except actions.NoSuchColleague:
            form.add_error("colleague", NOT_A_COLLEAGUE)
        else:
            messages.success(request, "La fiche est confiée.")
            return redirect("associations:households")
    file = open_files([household]).get(household)
    context = {"form": form, "household_id": household.id, "code": file.code if file else "", "manages": manages}
    return render(request, "associations/hand_over.html", context, status=422 if form.errors else 200)


@requires(Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: MemberRequest) -> HttpResponse:
    """A référente's own absences; all of them for the manager, who may declare anybody's."""
    member = request.member
    manages = permitted(member, Permission.OVERSEE_HOUSEHOLDS)
    form = AbsenceForm(request.POST or None, member=member, manages=manages)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.declare_absence(
                user=form.absent(),
                replacement=form.user(),
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                by=member,
            )
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        except actions.NoSuchColleague:
            form.add_error("colleague", "Choisissez une collègue autre que la personne absente.")
        else:
            messages.success(request, "C’est noté : elle ouvrira ces fiches pendant l’absence, et elle seule.")
            return redirect("associations:absences")
    known = Absence.objects.filter(association_id=member.organisation_id).not_over(timezone.localdate())
    if not manages:
        known = known.filter(user=member.user)
    context = {
        "form": form,
        "manages": manages,
        "absences": known.select_related("user", "replacement").order_by("starts_on", "id"),
    }
    return render(request, "associations/absences.html", context, status=422 if form.errors else 200)


@requires(Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS)
@require_POST
def end_absence(request: MemberRequest, absence_id: UUID) -> HttpResponse:
    try:
        actions.end_absence(absence_id=absence_id, by=request.member)
    except Absence.DoesNotExist:
        raise Http404 from None
    messages.success(request, "L’absence est retirée.")
    return redirect("associations:absences")


@requires(Permission.OPEN_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: MemberRequest) -> HttpResponse:
    """A colleague's file, by its code, for 24 hours. One answer whatever the reason why nothing opens."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _too_many_tries(request):
            tell_of_tries(by=request.member)
            form.add_error(
                None, "Trop d’essais en un jour. Appelez la responsable de l’association : elle en est avertie."
            )
        else:
            try:
                household = actions.open_in_emergency(
                    code=form.cleaned_data["code"], reason=form.cleaned_data["reason"], by=request.member
                )
            except actions.NoSuchCode:
                form.add_error("code", "Aucune fiche à ouvrir sous ce code : vérifiez-le avec votre collègue.")
            else:
                messages.success(
                    request, "La fiche s’ouvre pour 24 heures. Sa référente et la responsable en sont averties."
                )
                return redirect("associations:household", household.id)
    return render(request, "associations/emergency.html", {"form": form}, status=422 if form.errors else 200)


def _too_many_tries(request: MemberRequest) -> bool:
    """Counts a try; whether this person made too many within 24 hours."""
    key = f"emergency-tries:{request.member.id}"
    cache.add(key, 0, TRIES_SECONDS)
    return cache.incr(key) > EMERGENCY_TRIES


def _readable(request: MemberRequest, household_id: UUID) -> Household:
    mine = Household.objects.readable_by(request.member).select_related("referente")
    return get_object_or_404(mine, id=household_id)


def _in_charge(request: MemberRequest, household_id: UUID) -> Household:
    mine = Household.objects.in_charge_of(request.member).select_related("referente")
    return get_object_or_404(mine, id=household_id)


def _readers_page(
    request: MemberRequest,
    household: Household,
    *,
    events: Paginator | None = None,
    deputy_form: ColleagueForm | None = None,
) -> HttpResponse:
    file = open_files([household]).get(household)
    if file is None:
        return gone(request)
    in_charge = household.referente_id == request.member.user_id
    deputies = list(household.deputies.select_related("user").order_by("named_at", "id"))
    if deputy_form is None and in_charge and len(deputies) < MOST_DEPUTIES:
        deputy_form = ColleagueForm(member=request.member, but=request.member.user_id)
    events = events or Paginator(AccessEvent.objects.about_household(household.id), EVENTS_A_PAGE)
    absence = (
        Absence.objects.filter(
            association_id=household.association_id, user=household.referente, starts_on__lte=timezone.localdate()
        )
        .not_over(timezone.localdate())
        .select_related("replacement")
        .order_by("starts_on", "id")
        .first()
    )
    emergencies = (
        EmergencyOpening.objects.filter(household=household)
        .select_related("user")
        .order_by("-at", "id")[:EVENTS_A_PAGE]
    )
    context = {
        "household_id": household.id,
        "code": file.code,
        "referente": household.referente.name,
        "in_charge": in_charge,
        "deputies": deputies,
        "deputy_form": deputy_form,
        "absence": absence,
        "emergencies": emergencies,
        "page_obj": events.get_page(request.GET.get("page")),
    }
    errors = deputy_form is not None and deputy_form.errors
    return render(request, "associations/readers.html", context, status=422 if errors else 200)


@requires(Permission.OVERSEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def purge(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """The manager erases a file without opening it, once she has typed its code: it cannot be undone."""
    household = get_object_or_404(
        Household.objects.overseen_by(request.member).select_related("referente"), id=household_id
    )
    file = open_files([household]).get(household)
    form = PurgeForm(request.POST or None, code=file.code if file else "")
    if request.method == "POST" and form.is_valid():
        actions.purge_household(household=household, by=request.member)
        messages.success(request, "La fiche est effacée : sa clé est détruite, ici et pour les sauvegardes.")
        return redirect("associations:households")
    context = {
        "form": form,
        "household_id": household.id,
        "code": file.code if file else "",
        "referente": household.referente.name,
    }
    return render(request, "associations/purge.html", context, status=422 if form.errors else 200)
