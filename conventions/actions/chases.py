"""« Relancer »: a message to the managers of a landlord, logged, then sent once to each."""

from email.utils import parseaddr
from functools import partial
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Membership
from common.transitions import WrongState
from common.waking import wake
from conventions.chases import managers_to_tell
from conventions.models import Chase, ChaseMessage, Convention, Signatory
from conventions.texts import check_mailed

SUBJECT = "Point d’étape"
FOR_GOOD = 500  # SMTP: from here on, a refusal is not a delay
NOBODY = "Ce bailleur n’a aucune responsable qu’un message puisse joindre : rien n’est envoyé. Appelez-le."


@transaction.atomic
def chase_landlord(*, chase_id: UUID, signatory: Signatory, text: str, by: Membership) -> Chase:
    """Logs the message and sends it to each manager of the landlord. The same id again changes nothing.

    Raises Convention.DoesNotExist for a convention that she does not follow, Chase.DoesNotExist for the id of another
    message, WrongState when nobody would receive it, Unwritable.
    """
    convention = Convention.objects.followed_by(by).get(id=signatory.convention_id)
    theirs = Chase.objects.filter(convention=convention, bailleur=signatory.organisation_id)
    if Chase.objects.filter(id=chase_id).exists():
        return theirs.get(id=chase_id)
    managers = managers_to_tell(signatory.organisation_id)
    if not managers:
        raise WrongState(NOBODY)
    chase, made = theirs.get_or_create(
        id=chase_id,
        defaults={
            "convention": convention,
            "bailleur_id": signatory.organisation_id,
            "at": timezone.now(),
            "by": by.user,
            "text": check_mailed(text),
        },
    )
    if made:
        for message in ChaseMessage.objects.bulk_create(
            ChaseMessage(chase=chase, recipient=one.user) for one in managers
        ):
            transaction.on_commit(partial(_wake, message.id))
    return chase


@transaction.atomic
def send_chase_message(*, message_id: UUID) -> bool:
    """One manager's message, once; False when there is nothing left to send, or another worker sends it.

    Its Message-ID derives from the chase and its recipient: a worker killed before it could write that the message
    left sends the very same one again. Raises OSError when the mail server does not answer: nothing is marked.
    """
    waiting = ChaseMessage.objects.to_send().filter(id=message_id)
    message = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if message is None:
        return False
    chase = Chase.objects.select_for_update().get(id=message.chase_id)
    still = {one.user_id: one.user for one in managers_to_tell(chase.bailleur_id)}
    recipient = still.get(message.recipient_id)
    left = recipient is not None and _mail(chase, message, recipient.email)
    field = "mailed_at" if left else "given_up_at"
    setattr(message, field, timezone.now())
    message.save(update_fields=[field])
    if not ChaseMessage.objects.to_send().filter(chase=chase).exists():
        chase.mailed_at = chase.messages.aggregate(last=Max("mailed_at"))["last"]
        chase.save(update_fields=["mailed_at"])
    return left


def _mail(chase: Chase, message: ChaseMessage, address: str) -> bool:
    """False when the mail server says that the address is gone."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    context = {"text": chase.text, "link": settings.SITE_ADDRESS}
    mail = EmailMessage(
        SUBJECT,
        render_to_string("conventions/email/chase.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Message-ID": f"<{chase.id}.{message.id}@{domain}>"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        if not all(code >= FOR_GOOD for code, _ in refusal.recipients.values()):
            raise
        return False
    return True


def _wake(message_id: UUID) -> None:
    from conventions.tasks import send_chase  # noqa: PLC0415 - tasks call actions

    wake(send_chase, str(message_id))
