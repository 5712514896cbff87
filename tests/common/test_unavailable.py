"""A service that is missing, a disk that is full: the page says so and what to do, and it is no defect."""

import errno
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as QueueGone

from accounts.models import Membership
from tests.personas import SignIn

PASSING = [OperationalError("secret"), InterfaceError("secret"), QueueGone("secret"), OSError(errno.ENOSPC, "secret")]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, sign_in: SignIn, agent: Membership) -> Any:
    """A signed-in client whose home page raises an error."""

    def client(error: Exception) -> Client:
        made = sign_in(agent)
        made.raise_request_exception = False
        monkeypatch.setattr("home.views.render", Mock(side_effect=error))
        return made

    return client


@pytest.mark.parametrize("error", PASSING, ids=lambda one: type(one).__name__)
def test_a_passing_failure_says_to_come_back(failing: Any, error: Exception) -> None:
    answer = failing(error).get("/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["Cache-Control"] == "no-store"
    said = answer.content.decode()
    assert "momentanément indisponible" in said
    assert "recommencez" in said
    assert "secret" not in said


@pytest.mark.parametrize("error", [KeyError("secret"), OSError(errno.EACCES, "secret")])
def test_a_defect_stays_one(failing: Any, error: Exception) -> None:
    answer = failing(error).get("/")

    assert answer.status_code == 500
    assert "n’a pas fonctionné" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_without_valkey_a_page_says_so(monkeypatch: pytest.MonkeyPatch, sign_in: SignIn, agent: Membership) -> None:
    client = sign_in(agent)
    client.raise_request_exception = False
    monkeypatch.setattr(type(cache._connections[cache._alias]), "touch", Mock(side_effect=QueueGone))  # type: ignore[attr-defined]

    assert client.get("/").status_code == 503


@pytest.mark.parametrize(("error", "status"), [(OperationalError(), 503), (KeyError(), 500)])
def test_software_reads_a_problem(db: None, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int) -> None:
    monkeypatch.setattr("rest_framework.views.APIView.initial", Mock(side_effect=error))
    client = Client(raise_request_exception=False)

    answer = client.get("/api/v1/territoires/departements/")

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
