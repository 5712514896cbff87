"""Tasks of `matching`: no argument but opaque ids, and none at all here."""

from celery import shared_task
from django.utils import timezone

from matching.actions import release_consequences


@shared_task
def release() -> None:
    """The nightly release, at 03:00 Europe/Paris."""
    release_consequences(now=timezone.now())
