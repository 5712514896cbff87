"""The queue may be down: what was written stays written, and its answer is the usual one."""

from unittest.mock import Mock

import pytest
from celery.exceptions import OperationalError

from common.waking import wake
from notifications.tasks import announce


def test_a_queue_that_is_down_fails_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    sent = Mock(side_effect=OperationalError("Error 111 connecting to secret:6379"))
    monkeypatch.setattr(announce, "apply_async", sent)

    wake(announce, "1b671a64-40d5-491e-99b0-da01ff1f3341")

    sent.assert_called_once()
    assert "OperationalError" in str(caplog.records[-1].__dict__)
    assert "secret" not in str(caplog.records[-1].__dict__)


def test_what_the_task_itself_raises_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announce, "apply_async", Mock(side_effect=KeyError))

    with pytest.raises(KeyError):
        wake(announce, "1b671a64-40d5-491e-99b0-da01ff1f3341")
