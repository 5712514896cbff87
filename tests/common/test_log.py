"""What the log holds of requests, tasks and failures: never an address, never the words of an error."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest.mock import Mock

import pytest
import structlog
from celery import shared_task
from django.conf import settings as installed
from django.db import IntegrityError
from django.test import Client
from django_structlog.celery.receivers import CeleryReceiver
from django_structlog.celery.steps import DjangoStructLogInitStep

from accounts.models import Membership
from passlogement.celery import app
from tests.personas import SignIn

ADDRESS = "personne@exemple.invalid"
SECRET = "6f1c-a-secret-of-an-invitation"


@shared_task
def look(opaque_id: str) -> None:
    """Does nothing."""


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is really written, with the levels and the form of the settings."""
    configured = installed.LOGGING
    form = configured["formatters"]["json"]
    handler = logging.StreamHandler(written := StringIO())
    handler.setFormatter(form["()"](processors=form["processors"], foreign_pre_chain=form["foreign_pre_chain"]))
    before = {name: logging.getLogger(name).level for name in configured["loggers"]}
    root = logging.getLogger()
    for name, given in configured["loggers"].items():
        logging.getLogger(name).setLevel(given["level"])
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


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

    said = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    (ended,) = [line for line in said if line["event"] == "task_succeeded"]
    assert (ended["request_id"], ended["task_id"]) == ("a-request", "a-task")
    assert "opaque" not in str(said)


def test_a_refusal_of_the_mail_server_names_nobody(log: StringIO) -> None:
    refusal = SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})

    CeleryReceiver().receiver_task_retry(reason=refusal)

    (line,) = lines(log)
    assert line["reason"] == "SMTPRecipientsRefused"
    assert ADDRESS not in log.getvalue()


def test_a_task_that_fails_says_where_and_not_what(log: StringIO) -> None:
    """The words of a constraint are the row that it refused."""
    try:
        try:
            raise IntegrityError("Failing row contains (12 rue Haute)")
        except IntegrityError as failure:
            raise ValueError("la porte 4") from failure
    except ValueError as failure:
        CeleryReceiver().receiver_task_failure(task_id="a-task", exception=failure)

    (line,) = lines(log)
    assert (line["event"], line["task_id"]) == ("task_failed", "a-task")
    assert "builtins.ValueError" in line["exception"]
    assert "after django.db.utils.IntegrityError" in line["exception"]
    assert "test_log.py" in line["exception"]
    assert "rue Haute" not in log.getvalue()
    assert "la porte" not in log.getvalue()


def test_celery_does_not_say_it_either(log: StringIO) -> None:
    for name in ("celery.app.trace", "celery.worker.request"):
        try:
            raise IntegrityError("12 rue Haute")
        except IntegrityError as failure:
            words = repr(failure) if name == "celery.app.trace" else "Task handler raised error"
            logging.getLogger(name).exception("%s", words)

    assert [line["logger"] for line in lines(log)] == ["celery.worker.request"]
    assert "IntegrityError" in lines(log)[0]["exception"]
    assert "rue Haute" not in log.getvalue()


@pytest.mark.parametrize("error", [OSError(28, "12 rue Haute"), KeyError("12 rue Haute")])
def test_a_page_that_fails_leaves_no_address(
    db: None, log: StringIO, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("django.template.response.TemplateResponse.render", Mock(side_effect=error))
    client = Client(raise_request_exception=False)

    status = client.get(f"/compte/password/reset/key/3-{SECRET}/").status_code

    assert status in {500, 503}
    assert {"request_failed", f"status {status}"} <= {line["event"] for line in lines(log)}
    assert all("/password/reset/key/(?P<" in line["request"] for line in lines(log))
    assert SECRET not in log.getvalue()
    assert "rue Haute" not in log.getvalue()


def test_an_old_form_leaves_no_address(log: StringIO, caseworker: Membership, sign_in: SignIn) -> None:
    hers = sign_in(caseworker)
    client = Client(enforce_csrf_checks=True)
    client.cookies = hers.cookies
    address = "/menages/0b9a1c52-3b5f-4f6c-9f4d-3a5d2f1f7a10/zones/"

    assert client.post(address, {}).status_code == 403

    assert "status 403" in {line["event"] for line in lines(log)}
    assert "0b9a1c52" not in log.getvalue()


def test_workers_take_the_id_up() -> None:
    assert DjangoStructLogInitStep in app.steps["worker"]
