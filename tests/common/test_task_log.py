"""A task's line in the log: which request led to it, never what it was called with."""

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import structlog
from celery import shared_task
from django_structlog.celery.receivers import CeleryReceiver
from django_structlog.celery.steps import DjangoStructLogInitStep

from common.task_log import without_content
from passlogement.celery import app

ADDRESS = "personne@exemple.invalid"


@shared_task
def look(opaque_id: str) -> None:
    """Does nothing."""


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.msg for record in caplog.records if isinstance(record.msg, dict)]


def test_the_id_of_the_request_crosses_to_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    headers: dict[str, Any] = {}
    receiver = CeleryReceiver()
    with structlog.contextvars.bound_contextvars(request_id="a-request"):
        receiver.receiver_before_task_publish(headers=headers, routing_key="alerts")
    task = app.tasks[look.name]
    task.push_request(id="a-task", args=["opaque"], **headers)
    try:
        receiver.receiver_task_prerun("a-task", task)
        receiver.receiver_task_success(sender=task)
    finally:
        task.pop_request()
        structlog.contextvars.clear_contextvars()

    (ended,) = [line for line in lines(caplog) if line["event"] == "task_succeeded"]
    assert (ended["request_id"], ended["task_id"]) == ("a-request", "a-task")
    assert "opaque" not in str(lines(caplog))


def test_a_refusal_of_the_mail_server_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    refusal = SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})

    CeleryReceiver().receiver_task_retry(reason=refusal)

    (line,) = lines(caplog)
    assert line["reason"] == "SMTPRecipientsRefused"
    assert ADDRESS not in caplog.text


def test_other_lines_are_left_alone() -> None:
    assert without_content(None, "info", {"event": "request_failed", "error": "x"}) == {
        "event": "request_failed",
        "error": "x",
    }


def test_workers_take_the_id_up() -> None:
    assert DjangoStructLogInitStep in app.steps["worker"]
