"""Requests: those an association follows, those transmitted to a landlord. One address, two readers."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations.files import open_files
from matching.models import Candidature, Message
from matching.models.candidature import CandidatureQuerySet
from matching.models.message import Channel
from matching.models.transition import Side
from matching.views.followed import GONE, followed_page, followed_row
from matching.views.received import opens, received_page, received_row

CANDIDATURES_A_PAGE = 20


@requires(Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES)
@require_safe
def candidatures(request: MemberRequest) -> HttpResponse:
    if permitted(request.member, Permission.REQUEST_DWELLINGS):
        found = Candidature.objects.followed_by(request.member).select_related("household")
        page = _page(request, found.order_by("-requested_at", "id"))
        files = open_files(one.household_or_gone() for one in page.object_list)
        unread = _unread(page, Side.ASSOCIATION, Channel.values)
        rows = [
            followed_row(
                one,
                files[household].code if (household := one.household_or_gone()) in files else GONE,
                unread.get(one.id, 0),
            )
            for one in page.object_list
        ]
        return render(request, "matching/followed.html", {"rows": rows, "page": page})
    page = _page(request, Candidature.objects.told_to(request.member).order_by("-transmitted_at", "id"))
    unread = _unread(page, Side.BAILLEUR, [Channel.LANDLORD])
    # What ended is read no more: nothing of it waits for anybody here.
    received = [received_row(one, unread.get(one.id, 0) if opens(one) else 0) for one in page.object_list]
    return render(request, "matching/received.html", {"rows": received, "page": page})


def _unread(page: Page[Candidature], side: Side, channels: Iterable[str]) -> dict[UUID, int]:
    return Message.objects.count_unread([one.id for one in page.object_list], side, channels)


def _page(request: MemberRequest, found: CandidatureQuerySet) -> Page[Candidature]:
    return Paginator(found.with_offer(), CANDIDATURES_A_PAGE).get_page(request.GET.get("page"))


@sensitive_variables()
@requires(Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES)
@require_safe
def candidature(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    if permitted(request.member, Permission.REQUEST_DWELLINGS):
        return followed_page(request, candidature_id)
    return received_page(request, candidature_id)
