"""Tasks of `offers`: no argument but the opaque id of what is due, each safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from offers import actions
from offers.search.private import erase_ended


@shared_task
def close_due() -> None:
    """Closes the dwellings whose closing has come."""
    actions.close_due_offers(now=timezone.now())


@shared_task
def erase_ended_searches() -> None:
    """Forgets the places of searches whose session is over."""
    erase_ended(now=timezone.now())


@shared_task
def carry_import(import_id: str) -> None:
    """A landlord's spreadsheet, read or written."""
    actions.carry_on(import_id=UUID(import_id))


@shared_task
def sweep_imports() -> None:
    """Each minute: imports whose worker was killed, those whose message was lost."""
    actions.restart_stuck_imports(now=timezone.now())


@shared_task
def forget_imports() -> None:
    """Each hour: files of yesterday."""
    actions.forget_imports(now=timezone.now())
