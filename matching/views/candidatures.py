"""Requests: those an association follows, those transmitted to a landlord. One address, two readers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations.files import FileGone, open_files
from common.transitions import WrongState
from matching import actions
from matching.cards import TransmittedFile, anonymous_card, transmitted_file
from matching.dwellings import Dwelling, dwelling, public_url
from matching.models import Candidature, CandidatureState
from matching.models.candidature import TRANSMITTED_STATES, CandidatureQuerySet
from matching.policies import can_cancel, is_concerned
from matching.steps import journey

CANDIDATURES_A_PAGE = 20
GONE = "Fiche effacée"


@dataclass(frozen=True)
class FollowedRow:
    """A request in its référente's list."""

    id: UUID
    code: str
    dwelling: Dwelling
    state: str
    state_label: str
    requested_at: datetime | None
    transmitted_at: datetime | None


@dataclass(frozen=True)
class ReceivedRow:
    """A transmitted request in a landlord's list: nothing of the household. `state_label` is empty while it runs."""

    id: UUID
    reference: str
    dwelling_reference: str
    dwelling: Dwelling
    state: str
    state_label: str
    transmitted_at: datetime | None


@requires(Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES)
@require_safe
def candidatures(request: MemberRequest) -> HttpResponse:
    if permitted(request.member, Permission.REQUEST_DWELLINGS):
        found = Candidature.objects.followed_by(request.member).select_related("household")
        page = _page(request, found.order_by("-requested_at", "id"))
        files = open_files(one.household_or_gone() for one in page.object_list)
        rows = [
            _followed(one, files[household].code if (household := one.household_or_gone()) in files else GONE)
            for one in page.object_list
        ]
        return render(request, "matching/followed.html", {"rows": rows, "page": page})
    page = _page(request, Candidature.objects.told_to(request.member).order_by("-transmitted_at", "id"))
    return render(
        request, "matching/received.html", {"rows": [_received(one) for one in page.object_list], "page": page}
    )


def _page(request: MemberRequest, found: CandidatureQuerySet) -> Page[Candidature]:
    return Paginator(found.with_offer(), CANDIDATURES_A_PAGE).get_page(request.GET.get("page"))


def _followed(candidature: Candidature, code: str) -> FollowedRow:
    return FollowedRow(
        id=candidature.id,
        code=code,
        dwelling=dwelling(candidature.offer),
        state=candidature.state,
        state_label=str(candidature.get_state_display()),
        requested_at=candidature.requested_at,
        transmitted_at=candidature.transmitted_at,
    )


def _received(candidature: Candidature) -> ReceivedRow:
    return ReceivedRow(
        id=candidature.id,
        reference=candidature.reference,
        dwelling_reference=candidature.offer.reference,
        dwelling=dwelling(candidature.offer),
        state=candidature.state,
        state_label=_landlord_words(candidature),
        transmitted_at=candidature.transmitted_at,
    )


def _landlord_words(candidature: Candidature) -> str:
    words = {CandidatureState.TRANSMITTED: "Dossier transmis", CandidatureState.CANCELLED: "Arrêtée"}
    return words.get(CandidatureState(candidature.state), str(candidature.get_state_display()))


@requires(Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES)
@require_safe
def candidature(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    if permitted(request.member, Permission.REQUEST_DWELLINGS):
        return _followed_page(request, candidature_id)
    return _received_page(request, candidature_id)


def _followed_page(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        Candidature.objects.followed_by(request.member)
        .with_offer()
        .select_related("household__association__organisation", "household__referente"),
        id=candidature_id,
    )
    household = found.household_or_gone()
    files = open_files([household])
    if not files:
        return render(request, "associations/gone.html", status=410)
    file = files[household]
    concerned = found.state in TRANSMITTED_STATES and is_concerned(found.offer, request.member)
    context = {
        "row": _followed(found, file.code),
        "household_url": reverse("associations:household", args=[household.id]),
        "card": anonymous_card(found),
        "file": transmitted_file(household, file, reference=found.reference),
        "steps": journey(found),
        "can_cancel": can_cancel(found),
        "offer_url": public_url(found.offer) if found.state == CandidatureState.REQUESTED else "",
        "location_url": reverse("matching:check_location", args=[found.offer_id]) if concerned else "",
    }
    return render(request, "matching/followed_candidature.html", context)


def _received_page(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = get_object_or_404(Candidature.objects.told_to(request.member).with_offer(), id=candidature_id)
    file: TransmittedFile | None = None
    if found.state in TRANSMITTED_STATES:
        try:
            file = actions.open_transmitted_file(candidature=found, by=request.member)
        except Candidature.DoesNotExist:
            raise Http404 from None
        except FileGone:
            return render(request, "matching/file_gone.html", status=410)
    context = {
        "row": _received(found),
        "file": file,
        "dwelling_url": reverse("offers:own_offer", args=[found.offer_id]),
    }
    return render(request, "matching/received_candidature.html", context)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def cancel(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = get_object_or_404(Candidature.objects.followed_by(request.member), id=candidature_id)
    try:
        actions.cancel_candidature(candidature=found, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "La demande est annulée.")
    return redirect("matching:candidature", found.id)
