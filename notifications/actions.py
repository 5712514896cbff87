"""Giving notices, announcing them by a neutral message, marking them read."""

from collections.abc import Iterable
from email.utils import parseaddr
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Membership
from notifications.kinds import kind_of
from notifications.models import Notice

SUBJECT = "Votre espace de travail"


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
        transaction.on_commit(partial(_wake, notice.recipient_id))


def _wake(recipient_id: UUID) -> None:
    from notifications.tasks import announce  # noqa: PLC0415 - tasks call actions

    announce.delay(str(recipient_id))


def announce_to(*, recipient_id: UUID) -> bool:
    """One message for all that waits for a person, whatever it is; False when nothing does.

    Its Message-ID derives from the oldest notice: a message sent again is the same message. It names nothing, and its
    link leads to the sign-in page alone. Raises OSError when the mail server does not answer: nothing is marked.
    """
    with transaction.atomic():
        waiting = list(
            Notice.objects.to_mail()
            .filter(recipient=recipient_id)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient")
            .order_by("created_at", "id")
        )
        if not waiting:
            return False
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        body = render_to_string("notifications/email/notice.txt", {"link": settings.SITE_ADDRESS})
        EmailMessage(
            SUBJECT,
            body,
            settings.DEFAULT_FROM_EMAIL,
            [waiting[0].recipient.email],
            headers={"Message-ID": f"<{waiting[0].id}@{domain}>"},
        ).send()
        now = timezone.now()
        Notice.objects.filter(id__in=[one.id for one in waiting]).update(mailed_at=now)
    return True


@transaction.atomic
def mark_read(*, by: Membership, notice_id: UUID | None = None) -> Notice | None:
    """Marks one of her notices read, or all of them; gives that one. Raises Notice.DoesNotExist."""
    hers = Notice.objects.of(by)
    notice = hers.get(id=notice_id) if notice_id else None
    (hers.filter(id=notice_id) if notice_id else hers).unread().order_by().update(read_at=timezone.now())
    return notice


@transaction.atomic
def forget_reference(*, reference: UUID) -> None:
    """Deletes every notice about something that no longer exists."""
    Notice.objects.filter(reference=reference).delete()
