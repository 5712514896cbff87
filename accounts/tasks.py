"""What time does to accounts."""

import structlog
from allauth.idp.oidc.models import Token
from celery import shared_task
from django.db import connection
from django.utils import timezone

from accounts.actions import carry_out_due, forget_answers
from accounts.models import Decision
from accounts.partitions import create_ahead

logger = structlog.get_logger(__name__)


@shared_task
def create_months() -> None:
    """Each night: the months of the access log, two ahead."""
    create_ahead(connection)


@shared_task
def carry_out_decisions() -> None:
    """Each minute: decisions of two people whose 24 hours have passed, whatever one of them does."""
    for decision_id in list(Decision.objects.due(timezone.now()).order_by("id").values_list("id", flat=True)):
        try:
            carry_out_due(decision_id=decision_id)
        except Exception as error:  # noqa: BLE001 - those behind it are somebody's second factor
            # By its name alone: its words may hold a row.
            logger.error("decision_failed", decision=str(decision_id), error=type(error).__name__)


@shared_task
def forget_api_traces() -> None:
    """Each hour: answers kept for `Idempotency-Key`, and tokens that are over."""
    forget_answers(now=timezone.now())
    Token.objects.expired().delete()
