"""Tasks of `matching`: no argument but the opaque id of a row that says what is due."""

from contextlib import suppress
from uuid import UUID

from celery import shared_task
from django.db import IntegrityError
from django.utils import timezone

from matching import actions
from matching.models import DueAssessment

MOST_AT_ONCE = 1_000


@shared_task
def release() -> None:
    """The nightly release, at 03:00 Europe/Paris."""
    actions.release_consequences(now=timezone.now())


@shared_task
def find_matches(due_id: str) -> None:
    """The pairs of one dwelling, or of one household."""
    # Two workers at the same pair: the one that lost leaves its row to the sweep.
    with suppress(IntegrityError):
        actions.find_matches(due_id=UUID(due_id), now=timezone.now())


@shared_task
def sweep() -> None:
    """Each minute: what is still due, whatever became of its message; the oldest first, so many at a time that the
    next minute finds most of them done."""
    for due_id in list(DueAssessment.objects.order_by("asked_at", "id").values_list("id", flat=True)[:MOST_AT_ONCE]):
        find_matches.delay(str(due_id))


@shared_task
def keep_deadlines() -> None:
    """Each minute: what time did to requests."""
    actions.keep_deadlines(now=timezone.now())


@shared_task
def remind_of_reviews() -> None:
    """Each morning: reviews of baux glissants to come."""
    actions.remind_of_reviews(now=timezone.now())


@shared_task
def remind_to_confirm() -> None:
    """Each morning: declared rehousings that the other side has not answered."""
    actions.remind_to_confirm()


@shared_task
def forget_after_keys() -> None:
    """Each night: where those lived in for thirty days stand."""
    actions.forget_after_keys(now=timezone.now())


@shared_task
def forget_told() -> None:
    """Each night: pairs told of dwellings closed long ago."""
    actions.forget_told(now=timezone.now())
