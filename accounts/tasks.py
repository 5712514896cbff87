"""What time does to accounts."""

from celery import shared_task
from django.db import connection

from accounts.partitions import create_ahead


@shared_task
def create_months() -> None:
    """Each night: the months of the access log, two ahead."""
    create_ahead(connection)
