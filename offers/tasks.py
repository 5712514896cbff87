"""Tasks of `offers`: sweeps without arguments, each safe to run twice."""

from celery import shared_task
from django.utils import timezone

from offers.actions import close_due_offers
from offers.search.private import erase_ended


@shared_task
def close_due() -> None:
    """Closes the dwellings whose closing has come."""
    close_due_offers(now=timezone.now())


@shared_task
def erase_ended_searches() -> None:
    """Forgets the places of searches whose session is over."""
    erase_ended(now=timezone.now())
