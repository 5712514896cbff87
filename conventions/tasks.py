"""Tasks of `conventions`: no argument but the opaque id of a row that says what is due."""

from typing import Any
from uuid import UUID

from celery import Task, shared_task
from django.utils import timezone

from conventions import actions
from conventions.models import ChaseMessage

TRIES = 5


@shared_task
def remind_of_actions() -> None:
    """Each morning: actions near their end, at it, or late."""
    actions.remind_of_actions(today=timezone.localdate())


@shared_task(bind=True, max_retries=TRIES)
def send_chase(self: "Task[Any, Any]", message_id: str) -> None:
    """To one manager; tried again, later and later, while the mail server does not answer."""
    try:
        actions.send_chase_message(message_id=UUID(message_id))
        return
    except OSError as error:
        failure = type(error).__name__
    # Outside of the except, and by its name alone: a log writes causes too, and their texts may hold the address.
    raise self.retry(countdown=60 * 2**self.request.retries, exc=OSError(failure))


@shared_task
def sweep_chases() -> None:
    """Each minute: whatever became of their messages, the chases that still wait."""
    for message_id in list(ChaseMessage.objects.to_send().order_by("id").values_list("id", flat=True)):
        send_chase.delay(str(message_id))
