"""A notice in the page, a neutral message, once, whatever the mail server and the broker do."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from celery.exceptions import Retry
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Membership
from notifications.actions import notify
from notifications.models import Notice
from notifications.tasks import announce, forget, sweep
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("notifications:notices")
KIND = "registration_ends"


@time_machine.travel("2026-10-06 10:00+02:00")  # a working day, and its hours: this kind waits for them
def test_it_waits_in_the_page_and_a_neutral_message_says_so(
    caseworker: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    with django_capture_on_commit_callbacks(execute=True):
        notify(recipients=[caseworker], kind=KIND, reference=household.id)

    client = sign_in(caseworker)
    page = client.get(LIST).content.decode()
    assert "Un numéro d’inscription arrive à son terme." in page
    assert "<strong>1</strong>" in client.get("/").content.decode()
    (message,) = mail.outbox
    assert message.subject == "Votre espace de travail"
    assert message.to == [caseworker.user.email]
    for telling in ("Mésange", "inscription", "logement", "ménage", str(household.id), "menages", "violence"):
        assert telling not in f"{message.subject} {message.body} {message.message()['Message-ID'].split('@')[0]}"


def test_opening_it_marks_it_and_leads_there(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    notify(recipients=[caseworker], kind=KIND, reference=household.id)
    client = sign_in(caseworker)
    client.get(LIST)
    assert Notice.objects.get().read_at is None, "the list alone marks nothing"

    response = client.post(reverse("notifications:open_notice", args=[Notice.objects.get().id]))

    assert response["Location"] == reverse("associations:household", args=[household.id])
    assert Notice.objects.get().read_at is not None
    assert "<strong>1</strong>" not in client.get("/").content.decode()


def test_all_are_marked_at_once_and_hers_alone(caseworker: Membership, colleague: Membership, sign_in: SignIn) -> None:
    for member in (caseworker, caseworker, colleague):
        notify(recipients=[member], kind="replacement")

    sign_in(caseworker).post(reverse("notifications:read_all"))

    assert [notice.recipient for notice in Notice.objects.unread()] == [colleague.user]


def test_several_that_wait_are_one_message(caseworker: Membership) -> None:
    for _ in range(3):
        notify(recipients=[caseworker], kind="replacement")

    sweep()
    sweep()

    assert len(mail.outbox) == 1
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()


def test_the_same_thing_is_said_once(caseworker: Membership, colleague: Membership) -> None:
    for _ in range(2):
        notify(recipients=[caseworker, colleague, caseworker], kind="replacement", once="the same")

    assert Notice.objects.count() == 2


def test_a_mail_server_that_does_not_answer_loses_nothing(
    caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(recipients=[caseworker], kind="replacement")
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", _unreachable)
        with pytest.raises((Retry, OSError)) as refusal:
            announce(str(caseworker.user_id))
    assert "exemple" not in str(refusal.value), "no address in what a worker logs"
    assert Notice.objects.get().mailed_at is None

    sweep()

    assert len(mail.outbox) == 1


def _unreachable(*args: object, **kwargs: object) -> None:
    raise ConnectionRefusedError("agent@exemple.invalid refused")


def test_a_message_sent_again_is_the_same_message(caseworker: Membership, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Espace <ne-pas-repondre@passlogement.invalid>"
    notify(recipients=[caseworker], kind="replacement")
    sweep()
    Notice.objects.update(mailed_at=None)  # the worker died between sending and writing
    sweep()

    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second == f"<{Notice.objects.get().id}@passlogement.invalid>"


def test_nobody_who_left_is_written_to(caseworker: Membership) -> None:
    notify(recipients=[caseworker], kind="replacement")
    caseworker.user.is_active = False
    caseworker.user.save()

    sweep()

    assert not mail.outbox


def test_a_kind_that_no_app_gives_any_more_still_shows(caseworker: Membership, sign_in: SignIn) -> None:
    Notice.objects.create(
        recipient=caseworker.user, organisation=caseworker.organisation, kind="of old", reference=uuid4()
    )
    client = sign_in(caseworker)

    assert "Une information." in client.get(LIST).content.decode()
    opened = client.post(reverse("notifications:open_notice", args=[Notice.objects.get().id]))
    assert opened["Location"] == LIST


def test_they_are_forgotten_after_90_days(caseworker: Membership) -> None:
    notify(recipients=[caseworker], kind="replacement")
    with time_machine.travel(timezone.now() + timedelta(days=89), tick=False):
        forget()
        assert Notice.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        forget()

    assert not Notice.objects.exists()


def test_every_page_together_shows_each_once(caseworker: Membership, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(45):
            notify(recipients=[caseworker], kind="replacement")
    client = sign_in(caseworker)

    shown = [row.id for page in (1, 2, 3) for row in client.get(LIST, {"page": page}).context["rows"]]

    assert len(shown) == len(set(shown)) == 45
