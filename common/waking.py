"""Waking a worker. What is due is a row: a message that is lost is made good by the sweep of each minute."""

import logging
from typing import Any

from celery import Task
from celery.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(task: "Task[Any, Any]", *arguments: str) -> None:
    """Sends a message to the queue. Without a queue it is not sent: the row is there, and so is the answer."""
    try:
        task.delay(*arguments)
    except OperationalError as error:
        # By its name alone: its text may hold the address of the queue and its password.
        logger.warning("a worker was not woken", extra={"task": task.name, "error": type(error).__name__})
