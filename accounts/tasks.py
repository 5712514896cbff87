"""What time does to accounts."""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from accounts.actions import carry_out_due
from accounts.models import Decision
from accounts.partitions import create_ahead


@shared_task
def create_months() -> None:
    """Each night: the months of the access log, two ahead."""
    create_ahead(connection)


@shared_task
def carry_out_decisions() -> None:
    """Each minute: decisions of two people whose 24 hours have passed."""
    for decision_id in list(Decision.objects.due(timezone.now()).order_by("id").values_list("id", flat=True)):
        carry_out_due(decision_id=decision_id)
