"""Tasks of `reporting`: no argument but the opaque id of a report, each safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from reporting import actions


@shared_task(acks_late=True)
def build_report(report_id: str) -> None:
    """Counts one report."""
    actions.build(report_id=UUID(report_id))


@shared_task
def sweep() -> None:
    """Each minute: what is still to build, whatever became of its message or of its worker."""
    actions.restart_builds(now=timezone.now())


@shared_task
def open_due_reports() -> None:
    """Each day at 6:00: the reports of the periods that are over, from the first working day after them."""
    actions.open_due_reports(now=timezone.now())
