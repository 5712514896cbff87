"""The first person of the federation, on tables that hold nobody."""

import re
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Invitation, Membership, Organisation, Role, User
from passlogement import secrets
from tests.deployment.test_production import needs_embedded

pytestmark = [pytest.mark.django_db, needs_embedded]
PERSON = "premiere@exemple.invalid"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://testserver/"


def install(**options: Any) -> str:
    """What it says, with what the checks of this test server find aside: other tests read them."""
    said = StringIO()
    with patch("home.management.commands.first_installation.run_checks", return_value=[]):
        call_command("first_installation", stdout=said, no_input=True, **options)
    return said.getvalue()


def test_the_first_person_comes_in_by_the_link_that_she_received(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert "Nothing." in install(federation="Fédération", email=PERSON)

    (message,) = mail.outbox
    assert message.to == [PERSON]
    link = re.search(r"https://testserver(\S+)", str(message.body))
    assert link
    client = Client()
    page = client.get(link[1], follow=True)
    assert page.status_code == 200
    answer = client.post(
        page.redirect_chain[-1][0],
        {
            "name": "Une Personne",
            "work_phone": "03 20 00 00 00",
            "password": "cheval lampe tram jeudi",
            "again": "cheval lampe tram jeudi",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    member = Membership.objects.get()
    assert (member.role, member.user.email, member.user.is_active) == (Role.FEDERATION, PERSON, True)
    assert member.organisation.name == "Fédération"

    # From then on it invites nobody.
    assert "has its first person" in install(federation="Autre", email="autre@exemple.invalid")
    assert len(mail.outbox) == 1
    assert Organisation.objects.count() == 1


def test_until_then_it_may_be_run_again_and_the_earlier_link_ends() -> None:
    install(federation="Fédération", email=PERSON)
    install(federation="Fédération", email="seconde@exemple.invalid")

    assert [one.revoked_at is None for one in Invitation.objects.order_by("created_at")] == [False, True]
    assert Organisation.objects.count() == 1
    assert not User.objects.filter(is_active=True).exists()
    assert not any(user.has_usable_password() for user in User.objects.order_by("id"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "give --federation NAME and --email ADDRESS"),
        ({"federation": "Fédération"}, "give --federation NAME and --email ADDRESS"),
        ({"federation": "Fédération", "email": "nobody"}, "adresse électronique"),
        ({"federation": "x" * 500, "email": PERSON}, "tient en 120"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_fails(options: dict[str, str], sentence: str) -> None:
    said = StringIO()

    with pytest.raises(CommandError, match="mend them and run this again"):
        call_command("first_installation", stdout=said, no_input=True, **options)

    assert sentence in said.getvalue()
    assert "The server of « default » may write statements" in said.getvalue()  # the checks' own sentences
    assert not Organisation.objects.exists()


def test_mail_that_does_not_leave_is_said(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    said = StringIO()

    with (
        pytest.raises(CommandError),
        patch("accounts.actions.founding.transaction.on_commit", lambda task: task()),
    ):
        call_command("first_installation", stdout=said, no_input=True, federation="Fédération", email=PERSON)

    assert "mend the mail server" in said.getvalue()


def test_secrets_are_made_once(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert secrets.main([str(tmp_path / "secrets")]) == 0
    assert "Move" in capsys.readouterr().out
    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "secrets").iterdir())
    assert made["postgres_password"].strip() in made["database_url"]

    assert secrets.main([str(tmp_path / "secrets")]) == 0
    assert "nothing, all are there" in capsys.readouterr().out
    assert made == {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
