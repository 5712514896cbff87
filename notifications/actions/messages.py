"""The neutral message that announces what waits for a person."""

from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from notifications.actions.preferences import record_bounce
from notifications.gathered import gathered_of, merged
from notifications.kinds import kind_of, known
from notifications.models import Notice, NoticeSettings

SUBJECT = "Votre espace de travail"
FOR_GOOD = 500  # SMTP: from here on, a refusal is not a delay


def announce_to(*, recipient_id: UUID) -> bool:
    """One message for all that is due to a person, whatever it is; False when nothing is.

    What the message announces is fixed first, in a transaction of its own: its Message-ID derives from the oldest
    notice, and a worker killed before it could write that the message left sends the very same one again, whatever
    became due in between. It names nothing, and its link leads to the sign-in page alone. Raises OSError when the mail
    server does not answer: nothing is marked.
    """
    leading_id = _compose(recipient_id)
    return leading_id is not None and _send(leading_id)


@transaction.atomic
def _compose(recipient_id: UUID) -> UUID | None:
    """The id of the notice that leads the next message: one begun before, else all that may be told now."""
    now = timezone.now()
    settings = NoticeSettings.objects.of(recipient_id)
    if settings.bounced_at is not None:
        return None
    waiting = Notice.objects.to_mail(now).filter(recipient=recipient_id)
    notices = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("created_at", "id"))
    begun = next((one.announced_in for one in notices if one.announced_in), None)
    notices = [one for one in notices if not _can_wait(one) or settings.lets_wait(now, urgent=one.urgent)]
    if begun or not notices:
        return begun
    Notice.objects.filter(id__in=[one.id for one in notices]).update(announced_in=notices[0].id)
    return notices[0].id


def _can_wait(notice: Notice) -> bool:
    return known(notice.kind) and kind_of(notice.kind).can_wait


@transaction.atomic
def _send(leading_id: UUID) -> bool:
    """Another worker that sends it holds its notices: there is nothing left to do."""
    announced = Notice.objects.filter(announced_in=leading_id, mailed_at__isnull=True)
    notices = list(
        announced.select_for_update(of=("self",), skip_locked=True).select_related("recipient").order_by("id")
    )
    if not notices:
        return False
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    gathered = merged(one for one in map(gathered_of, notices) if one is not None)
    count, deadline = gathered or (0, None)
    context = {"link": settings.SITE_ADDRESS, "count": count, "deadline": deadline}
    message = EmailMessage(
        SUBJECT,
        render_to_string("notifications/email/notice.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [notices[0].recipient.email],
        headers={"Message-ID": f"<{leading_id}@{domain}>"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        if not all(code >= FOR_GOOD for code, _ in refusal.recipients.values()):
            raise
        record_bounce(notice_id=leading_id)
        return False
    Notice.objects.filter(id__in=[one.id for one in notices]).update(mailed_at=timezone.now())
    return True
