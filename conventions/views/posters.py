"""Posters of the 3919: landlords, then the sites of one."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from conventions import actions
from conventions.awareness import NOTHING, Equipped, equipped_sites
from conventions.forms.awareness import EquippedForm, SiteForm
from conventions.landlords import landlords_of
from conventions.models import PosterSite
from conventions.views.trainings import tabs

PAGE_SIZE = 20
UNPROCESSABLE = 422
STATE = "etat"
STATES = {"a-equiper": True, "equipes": False}  # in the address -> whether its posters are still to put up


@dataclass(frozen=True)
class LandlordRow:
    id: UUID
    name: str
    counts: Equipped


@requires(Permission.RECORD_AWARENESS)
@require_safe
def posters(request: MemberRequest) -> HttpResponse:
    """Landlords, each with its sites equipped. Three queries: count, page, sites."""
    page = Paginator(landlords_of(request.member).order_by("name", "id"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = equipped_sites(one.id for one in page)
    rows = [LandlordRow(one.id, one.name, counts.get(one.id, NOTHING)) for one in page]
    return render(request, "conventions/posters.html", {"page": page, "rows": rows, **tabs(request)})


@requires(Permission.RECORD_AWARENESS)
@require_http_methods(["GET", "HEAD", "POST"])
def poster_sites(request: MemberRequest, landlord_id: UUID) -> HttpResponse:
    """The sites of a landlord, those to equip first, and the form of one more. Four queries."""
    landlord = get_object_or_404(landlords_of(request.member), id=landlord_id)
    form = SiteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_poster_site(bailleur=landlord, by=request.member, **form.cleaned_data)
        except WrongState as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "Site ajouté.")
            return redirect("conventions:poster_sites", landlord.id)
    return _sites(request, landlord, form)


def _sites(request: MemberRequest, landlord: Organisation, form: SiteForm) -> HttpResponse:
    sites = PosterSite.objects.filter(bailleur=landlord)
    state = request.GET.get(STATE, "")
    if state in STATES:
        sites = sites.filter(equipped_on__isnull=STATES[state])
    ordered = sites.order_by("-equipped_on", "name", "id")  # PostgreSQL puts what is not equipped first
    context = {
        "landlord": landlord,
        "counts": equipped_sites([landlord.id]).get(landlord.id, NOTHING),
        "page": Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "form": form,
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "conventions/posters_sites.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.RECORD_AWARENESS)
@require_POST
def equip(request: MemberRequest, site_id: UUID) -> HttpResponse:
    site = get_object_or_404(PosterSite.objects.read_by(request.member), id=site_id)
    form = EquippedForm(request.POST)
    if not form.is_valid():
        context = {"site": site, "form": form}
        return render(request, "conventions/posters_equip.html", context, status=UNPROCESSABLE)
    actions.equip_site(site=site, equipped_on=form.cleaned_data["equipped_on"], by=request.member)
    messages.success(request, f"{site.name} : affiches posées.")
    return redirect("conventions:poster_sites", site.bailleur_id)


@requires(Permission.RECORD_AWARENESS)
@require_POST
def unequip(request: MemberRequest, site_id: UUID) -> HttpResponse:
    site = get_object_or_404(PosterSite.objects.read_by(request.member), id=site_id)
    actions.unequip_site(site=site, by=request.member)
    messages.success(request, f"{site.name} : à équiper à nouveau.")
    return redirect("conventions:poster_sites", site.bailleur_id)


@requires(Permission.RECORD_AWARENESS)
@require_POST
def remove(request: MemberRequest, site_id: UUID) -> HttpResponse:
    site = get_object_or_404(PosterSite.objects.read_by(request.member), id=site_id)
    try:
        actions.remove_site(site=site, by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{site.name} : site retiré.")
    return redirect("conventions:poster_sites", site.bailleur_id)
