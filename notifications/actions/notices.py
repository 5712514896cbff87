"""Giving notices, marking them read, forgetting them."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership
from common.waking import wake as wake_worker
from notifications.gathered import about_index
from notifications.kinds import kind_of
from notifications.models import Notice


@transaction.atomic
def notify(*, recipients: Iterable[Membership], kind: str, reference: UUID | None = None, once: str = "") -> None:
    """A notice for each, announced by mail once the transaction is over.

    With `once`, whoever had the same already gets none. Raises KeyError for a kind that nobody registered.
    """
    kind_of(kind)
    notices = [
        Notice(recipient=one.user, organisation=one.organisation, kind=kind, reference=reference, once=once)
        for one in {one.user_id: one for one in recipients}.values()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=bool(once))
    for notice in notices:
        transaction.on_commit(partial(wake, notice.recipient_id))


def wake(recipient_id: UUID) -> None:
    """A worker looks at what waits for a person."""
    from notifications.tasks import announce  # noqa: PLC0415 - tasks call actions

    wake_worker(announce, str(recipient_id))


@transaction.atomic
def mark_read(*, by: Membership, notice_id: UUID | None = None) -> Notice | None:
    """Marks one of her notices read, or all of them; gives that one. Raises Notice.DoesNotExist."""
    now = timezone.now()
    hers = Notice.objects.of(by).shown_at(now)
    notice = hers.get(id=notice_id) if notice_id else None
    (hers.filter(id=notice_id) if notice_id else hers).unread().order_by().update(read_at=now)
    return notice


def forget_reference(*, reference: UUID) -> None:
    """Erases the notices about something that is destroyed."""
    Notice.objects.filter(Q(reference=reference) | Q(about=about_index(reference))).delete()
