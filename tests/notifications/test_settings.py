"""What a person chooses for her messages; an address that receives none any more; the bell that asks by itself."""

import io
import smtplib
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import POLLING_HEADER
from accounts.models import Membership
from associations.tasks import remind_of_needs
from notifications.actions import Told, gather, notify
from notifications.bounces import undelivered
from notifications.models import MessagesWhen, Notice, NoticeSettings
from notifications.tasks import sweep
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
SETTINGS = reverse("notifications:settings")
NINE, THREE = datetime(2026, 10, 6, 9, tzinfo=PARIS), datetime(2026, 10, 6, 15, tzinfo=PARIS)


def can_wait(member: Membership, now: datetime, *, left: timedelta = timedelta(days=9)) -> None:
    """A dwelling that began to suit, told at the slot before `now`."""
    gather(
        kind="new_dwellings",
        all_told=[Told(member, uuid4(), uuid4(), now + left)],
        now=now if left < timedelta(days=3) else now - timedelta(hours=2),
    )


@pytest.mark.parametrize(
    ("when", "at", "urgent", "sent"),
    [
        (MessagesWhen.BOTH, NINE, False, True),
        (MessagesWhen.BOTH, THREE, False, True),
        (MessagesWhen.MORNING, NINE, False, True),
        (MessagesWhen.MORNING, THREE, False, False),
        (MessagesWhen.MORNING, THREE, True, True),
        (MessagesWhen.NONE, NINE, False, False),
        (MessagesWhen.NONE, NINE, True, False),
    ],
)
def test_what_can_wait_leaves_when_she_chose(
    caseworker: Membership, sign_in: SignIn, when: str, at: datetime, *, urgent: bool, sent: bool
) -> None:
    sign_in(caseworker).post(SETTINGS, {"when": when})
    can_wait(caseworker, at, left=timedelta(hours=50) if urgent else timedelta(days=9))
    with time_machine.travel(at, tick=False):
        sweep()
    assert len(mail.outbox) == sent


def test_what_protects_leaves_whatever_she_chose(caseworker: Membership, sign_in: SignIn) -> None:
    sign_in(caseworker).post(SETTINGS, {"when": MessagesWhen.NONE})
    notify(recipients=[caseworker], kind="emergency", reference=uuid4())
    sweep()
    assert len(mail.outbox) == 1


def test_suspended_messages_leave_once_the_day_is_past(caseworker: Membership, sign_in: SignIn) -> None:
    thursday = NINE.replace(day=8)
    with time_machine.travel(NINE, tick=False):
        sign_in(caseworker).post(SETTINGS, {"when": MessagesWhen.BOTH, "snoozed_until": f"{thursday:%Y-%m-%d}"})
        can_wait(caseworker, NINE)
        assert Notice.objects.shown_at(timezone.now()).exists(), "her page holds it all the same"
    late, night, morning = (
        thursday.replace(hour=23),
        NINE.replace(day=9, hour=0),
        NINE.replace(day=9, hour=8, minute=30),
    )
    assert sent_by(NINE, late, night, morning) == [0, 0, 0, 1]


def sent_by(*moments: datetime) -> list[int]:
    """How many messages had left by each moment."""
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            sweep()
        counts.append(len(mail.outbox))
    return counts


@pytest.mark.parametrize("when", [MessagesWhen.BOTH, MessagesWhen.MORNING])
def test_a_friday_afternoon_never_leaves_on_a_saturday(caseworker: Membership, sign_in: SignIn, when: str) -> None:
    friday = THREE.replace(day=9)
    sign_in(caseworker).post(SETTINGS, {"when": when})
    gather(
        kind="new_dwellings",
        all_told=[Told(caseworker, uuid4(), uuid4(), friday + timedelta(days=9))],
        now=friday,
    )
    saturday, monday = NINE.replace(day=10), NINE.replace(day=12)
    assert sent_by(friday, saturday, monday) == [0, 0, 1]


def test_of_a_friday_noon_in_the_morning_is_of_monday(caseworker: Membership, sign_in: SignIn) -> None:
    friday = NINE.replace(day=9, hour=12)
    sign_in(caseworker).post(SETTINGS, {"when": MessagesWhen.MORNING})
    gather(kind="new_dwellings", all_told=[Told(caseworker, uuid4(), uuid4(), friday + timedelta(days=9))], now=friday)
    assert sent_by(friday.replace(hour=15), NINE.replace(day=10), NINE.replace(day=12)) == [0, 0, 1]


@pytest.mark.parametrize("day", ["2020-01-01", "hier", 31])
def test_a_day_that_makes_no_sense_is_said_beside_its_field(
    caseworker: Membership, sign_in: SignIn, day: str | int
) -> None:
    if isinstance(day, int):
        day = (timezone.localdate() + timedelta(days=day)).isoformat()
    answer = sign_in(caseworker).post(SETTINGS, {"when": MessagesWhen.MORNING, "snoozed_until": day})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not NoticeSettings.objects.exists()


def report(notice_id: UUID, *, action: str = "failed", status: str = "5.1.1", headers_only: bool = False) -> bytes:
    """What a mail server sends back."""
    original = f"Message-ID: <{notice_id}@passlogement.invalid>\nSubject: Votre espace de travail\n"
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return (
        "Message-ID: <1@mx.invalid>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nCould not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.invalid\n\n"
        f"Final-Recipient: rfc822; quelqu.un@exemple.invalid\nAction: {action}\nStatus: {status}\n\n"
        f"--b\nContent-Type: {kind}\n\n{original}\nBonjour\n--b--\n"
    ).encode()


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_report_names_the_message_that_did_not_arrive(*, headers_only: bool) -> None:
    notice_id = uuid4()
    assert undelivered(report(notice_id, headers_only=headers_only)) == notice_id
    assert undelivered(report(notice_id, action="delayed", status="4.4.1")) is None
    assert undelivered(report(notice_id, action="delivered", status="2.0.0")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 200,
        b"Subject: bonjour\n\nAction: failed\n",
        report(uuid4())[:300],
        b"Content-Type: multipart/report\n\n",
    ],
)
def test_anything_else_is_ignored(content: bytes) -> None:
    assert undelivered(content) is None


def test_an_address_that_bounces_gets_nothing_until_she_says_so(
    caseworker: Membership, association_manager: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(recipients=[caseworker], kind="replacement")
    sweep()
    leading = Notice.objects.get().id
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(leading))))
        said = io.StringIO()
        call_command("record_bounces", stdout=said)
        assert said.getvalue() == "Recorded.\n"
    notify(recipients=[caseworker], kind="emergency", reference=uuid4())
    mail.outbox.clear()
    sweep()

    assert [message.to for message in mail.outbox] == [[association_manager.user.email]]
    assert Notice.objects.filter(kind="bounced").count() == 1
    client = sign_in(caseworker)
    assert "n’arrivent plus" in client.get(reverse("notifications:notices")).content.decode()
    client.post(SETTINGS, {"reessayer": "1"})
    sweep()
    assert caseworker.user.email in [message.to[0] for message in mail.outbox]


def test_a_refusal_for_good_is_a_bounce_and_is_not_tried_again(
    caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    notify(recipients=[caseworker], kind="replacement")
    sweep()
    assert NoticeSettings.objects.get().bounced_at is not None
    sweep()


class TestTheBell:
    def test_counts_what_is_due_and_is_no_activity(self, caseworker: Membership, sign_in: SignIn) -> None:
        client = sign_in(caseworker)
        address = reverse("notifications:unread")
        assert "<strong>" not in client.get(address).content.decode()
        can_wait(caseworker, NINE)
        assert "<strong>1</strong>" in client.get(address).content.decode()
        frame = client.get("/").content.decode()
        assert f'hx-get="{address}"' in frame
        assert "every 120s" in frame
        assert POLLING_HEADER in frame


class TestAnOldNeed:
    def test_is_told_once_for_each_45_days_and_confirmed_by_a_button(
        self, caseworker: Membership, sign_in: SignIn
    ) -> None:
        today = timezone.localdate()
        old = factories.HouseholdFactory(member=caseworker, need_confirmed_on=today - timedelta(days=45))
        factories.HouseholdFactory(member=caseworker, need_confirmed_on=today - timedelta(days=44))
        for _ in range(2):
            remind_of_needs()
        (notice,) = Notice.objects.filter(kind="old_need")
        assert notice.reference == old.id
        client = sign_in(caseworker)
        assert "Toujours d’actualité" in client.get(f"/menages/{old.id}/").content.decode()

        client.post(reverse("associations:confirm_need", args=[old.id]))

        assert "Toujours d’actualité" not in client.get(f"/menages/{old.id}/").content.decode()
        with time_machine.travel(timezone.now() + timedelta(days=44), tick=False):
            remind_of_needs()
        assert Notice.objects.filter(kind="old_need", reference=old.id).count() == 1
