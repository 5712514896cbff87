"""Messages that announce notices. A notice is a row: what a lost message leaves behind, the sweep picks up."""

from uuid import UUID

from celery import Task, shared_task
from django.utils import timezone

from notifications.actions import announce_to
from notifications.models import Notice

TRIES = 5


@shared_task(bind=True, max_retries=TRIES)
def announce(self: Task, recipient_id: str) -> None:
    """To one person; tried again, later and later, while the mail server does not answer."""
    try:
        announce_to(recipient_id=UUID(recipient_id))
        return
    except OSError as error:
        failure = type(error).__name__
    # Outside of the except, and by its name alone: a log writes causes too, and their texts may hold the address.
    raise self.retry(countdown=60 * 2**self.request.retries, exc=OSError(failure))


@shared_task
def sweep() -> None:
    """Each minute: whoever waits for a message."""
    waiting = Notice.objects.to_mail(timezone.now()).order_by().values_list("recipient", flat=True).distinct()
    for recipient_id in list(waiting):
        announce.delay(str(recipient_id))


@shared_task
def forget() -> None:
    """Each night: notices older than 90 days."""
    Notice.objects.over(timezone.now()).delete()
