"""The page of one's own notices, under /avis/."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import requires_member
from accounts.requests import MemberRequest
from common.templatetags.formats import counted, datetime_fr
from notifications import actions
from notifications.context_processors import notices as notices_of_frame
from notifications.forms import SettingsForm
from notifications.gathered import gathered_of
from notifications.kinds import Kind, kind_of, known
from notifications.models import Notice, NoticeSettings

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
    bounced = NoticeSettings.objects.of(request.member.user_id).bounced_at
    return render(request, "notifications/notices.html", {"rows": rows, "page": page, "bounced": bounced})


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
@require_safe
def unread(request: MemberRequest) -> HttpResponse:
    """The count in the bell, which asks for it by itself (accounts.middleware.POLLING_HEADER): no activity of hers."""
    return render(request, "notifications/_unread.html", {"unread": notices_of_frame(request)["unread_notices"]})


@requires_member
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    actions.mark_read(by=request.member)
    return redirect("notifications:notices")


@requires_member
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """When her messages leave; « Réessayer » after one that did not arrive."""
    member = request.member
    known_settings = NoticeSettings.objects.of(member.user_id)
    if "reessayer" in request.POST:
        actions.try_again(by=member)
        messages.success(request, "Les messages repartent.")
        return redirect("notifications:settings")
    form = SettingsForm(
        request.POST or None,
        initial={"when": known_settings.when, "snoozed_until": known_settings.snoozed_until},
    )
    if request.method == "POST" and form.is_valid():
        actions.choose_messages(**form.cleaned_data, by=member)
        messages.success(request, "Vos réglages sont enregistrés.")
        return redirect("notifications:settings")
    context = {
        "form": form,
        "bounced": known_settings.bounced_at,
        "snoozed": known_settings.snoozed_until if known_settings.is_snoozed(timezone.localdate()) else None,
    }
    return render(request, "notifications/settings.html", context, status=422 if form.errors else 200)
