"""The page of one's own notices, under /avis/."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import requires_member
from accounts.requests import MemberRequest
from common.templatetags.formats import counted, datetime_fr
from notifications import actions
from notifications.gathered import gathered_of
from notifications.kinds import Kind, kind_of, known
from notifications.models import Notice

NOTICES_A_PAGE = 20


@dataclass(frozen=True)
class NoticeRow:
    """A notice as its reader sees it."""

    id: UUID
    sentence: str
    created_at: datetime
    unread: bool
    leads: bool


@requires_member
@require_safe
def notices(request: MemberRequest) -> HttpResponse:
    """Her notices, the last first. Reading the list marks nothing."""
    hers = Notice.objects.of(request.member).shown_at(timezone.now())
    page = Paginator(hers, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(notice) for notice in page.object_list]
    return render(request, "notifications/notices.html", {"rows": rows, "page": page})


def _row(notice: Notice) -> NoticeRow:
    kind = kind_of(notice.kind) if known(notice.kind) else None
    return NoticeRow(
        id=notice.id,
        sentence=_sentence(notice, kind),
        created_at=notice.created_at,
        unread=notice.read_at is None,
        leads=bool(kind and kind.url_name),
    )


def _sentence(notice: Notice, kind: Kind | None) -> str:
    gathered = gathered_of(notice)
    if kind is None:
        return "Une information."
    if gathered is None or not kind.gathered:
        return kind.sentence
    return f"{counted(len(gathered.items), kind.gathered)} : réponse avant {datetime_fr(gathered.deadline)}."


@requires_member
@require_POST
def open_notice(request: MemberRequest, notice_id: UUID) -> HttpResponse:
    """Marks one read and leads to what it is about: there the usual rules decide."""
    try:
        notice = actions.mark_read(by=request.member, notice_id=notice_id)
    except Notice.DoesNotExist:
        raise Http404 from None
    kind = kind_of(notice.kind) if notice and known(notice.kind) else None
    if notice is None or kind is None or not kind.url_name:
        return redirect("notifications:notices")
    gathered = gathered_of(notice)
    reference = gathered.reference if gathered else notice.reference
    if kind.takes_reference and reference is None:
        return redirect("notifications:notices")
    return redirect(reverse(kind.url_name, args=[reference] if kind.takes_reference else []))


@requires_member
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    actions.mark_read(by=request.member)
    return redirect("notifications:notices")
