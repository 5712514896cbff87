"""An address that refuses messages: reports in a folder, anything in them, and nothing of the address in a log."""

import io
import logging
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from uuid import uuid4

import pytest
from celery.exceptions import Retry
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Membership
from notifications.actions import notify
from notifications.bounces import undelivered
from notifications.models import Notice, NoticeSettings
from notifications.tasks import announce, sweep
from tests.notifications.test_settings import report


def record(path: Path) -> str:
    said = io.StringIO()
    call_command("record_bounces", str(path), stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_a_folder_of_reports(caseworker: Membership, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    notify(recipients=[caseworker], kind="replacement")
    sweep()
    (tmp_path / "1").write_bytes(report(uuid4()))
    (tmp_path / "2").mkdir()
    assert record(tmp_path) == record(tmp_path / "absent") == "Nothing of ours.\n"
    (tmp_path / "3").write_bytes(report(Notice.objects.get().id))
    with caplog.at_level(logging.DEBUG):
        assert record(tmp_path) == "Recorded.\n"
    assert "@" not in caplog.text
    assert NoticeSettings.objects.get().bounced_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["greylisted", "content", "gone"])
def test_tried_again_without_its_address(caseworker: Membership, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    address = caseworker.user.email
    error = {
        "greylisted": SMTPRecipientsRefused({address: (450, b"later")}),
        "content": SMTPDataError(451, address.encode()),
        "gone": SMTPServerDisconnected(address),
    }[kind]

    def send(*args: Any) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    notify(recipients=[caseworker], kind="replacement")
    with pytest.raises((Retry, OSError)) as raised:
        announce(str(caseworker.user_id))
    assert address not in str(raised.value) + repr(raised.value)
    # A log writes what it comes from too.
    assert raised.value.__cause__ is raised.value.__context__ is None
    assert not NoticeSettings.objects.exists()


@given(st.binary(max_size=2000))
def test_garbage_in_never_raises(junk: bytes) -> None:
    assert undelivered(junk) is None


@given(st.integers(0, 900), st.binary(max_size=40))
def test_nor_do_spoilt_reports(at: int, junk: bytes) -> None:
    whole = report(uuid4())
    undelivered(whole[:at] + junk + whole[at:])


def test_nor_do_very_deep_ones() -> None:
    deep = b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (i, i) for i in range(2000))
    assert undelivered(deep) is None
