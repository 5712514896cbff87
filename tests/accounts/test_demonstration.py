"""The demonstration: one button per persona, on this machine only."""

from pathlib import Path

import pytest
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.checks import CONSENT, demonstration_stays_local
from accounts.demonstration.personas import PERSONAS
from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def personas() -> None:
    for persona in PERSONAS:
        factories.UserFactory(email=persona.email, name=persona.name)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_a_button_signs_in(persona: object, personas: None) -> None:
    client = Client()
    assert f'value="{persona.slug}"' in client.get("/demo/").content.decode()  # type: ignore[attr-defined]

    response = client.post("/demo/", {"persona": persona.slug}, follow=True)  # type: ignore[attr-defined]

    assert response.redirect_chain[-1][0] == "/"
    assert response.context["user"].email == persona.email  # type: ignore[attr-defined]


@pytest.mark.parametrize("slug", ["", "inconnue", "x" * 20_000])
def test_an_unknown_persona_does_not_exist(slug: str, personas: None) -> None:
    assert Client().post("/demo/", {"persona": slug}).status_code == 404


def test_confirming_goes_nowhere_else(personas: None) -> None:
    client = Client()
    client.post("/demo/", {"persona": "federation"})

    assert client.post("/demo/confirmer/", {"next": "/federation/"}).url == "/federation/"  # type: ignore[attr-defined]
    assert client.post("/demo/confirmer/", {"next": "https://ailleurs.invalid/"}).url == "/"  # type: ignore[attr-defined]
    assert client.post("/demo/confirmer/", {"next": "n-importe-quoi"}).status_code == 302


def test_the_page_that_asks_to_confirm_offers_a_button(personas: None) -> None:
    client = Client()
    client.post("/demo/", {"persona": "federation"})
    user = User.objects.get(email="federation@demonstration.invalid")

    def confirmed() -> bool:
        request = HttpRequest()
        request.session, request.user = client.session, user
        return did_recently_reauthenticate(request)

    assert confirmed()
    session = client.session
    session["account_authentication_methods"] = []  # what ten minutes do
    session.save()
    assert not confirmed()

    page = client.get(reverse("account_reauthenticate"), {"next": "/federation/"}).content.decode()
    assert f'action="{reverse("demo_reauthenticate")}"' in page
    assert 'name="next"' in page
    client.post(reverse("demo_reauthenticate"), {"next": "/federation/"})
    assert confirmed()


def test_entering_as_another_leaves_nothing_of_the_first(personas: None) -> None:
    client = Client()
    client.post("/demo/", {"persona": "federation"})
    first = client.session.session_key
    client.post("/demo/", {"persona": "partner"})

    assert client.session.session_key != first
    assert not client.session.exists(first)


def test_mail_is_read_by_its_number(tmp_path: Path) -> None:
    with override_settings(EMAIL_FILE_PATH=tmp_path):
        assert "Aucun courriel" in Client().get("/demo/courriels/").content.decode()
        backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
        letters = [EmailMessage("Objet", f"Corps numéro {n}", to=[f"n{n}@exemple.invalid"]) for n in range(1, 26)]
        backend.send_messages(letters)

        assert "n25@exemple.invalid" in Client().get("/demo/courriels/").content.decode()
        assert "n1@exemple.invalid" in Client().get("/demo/courriels/", {"page": 10**9}).content.decode()
        assert "Corps numéro 25" in Client().get("/demo/courriels/25/").content.decode()


@pytest.mark.parametrize("number", ["0", "26", "9" * 300, "..%2F..%2Fetc%2Fpasswd", "x"])
def test_mail_that_does_not_exist(number: str, tmp_path: Path) -> None:
    with override_settings(EMAIL_FILE_PATH=tmp_path):
        assert Client().get(f"/demo/courriels/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "consent", "refused"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),  # noqa: S104 - what must be refused
        ("192.0.2.7", "oui", True),
        ("0.0.0.0", CONSENT, False),  # noqa: S104 - the same, with consent in so many words
    ],
)
def test_the_demonstration_stays_on_this_machine(address: str, consent: str, refused: bool) -> None:
    with override_settings(DEMONSTRATION=True, LISTEN_ADDRESS=address, DEMONSTRATION_ON_A_PUBLIC_ADDRESS=consent):
        assert bool(demonstration_stays_local(None)) is refused


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ([], False),
        (["8001"], False),
        (["0.0.0.0:8000"], True),
        (["--noreload", "192.0.2.7:80"], True),
        (["[::1]:80"], False),
    ],
)
def test_nor_does_runserver_open_it(arguments: list[str], refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["manage.py", "runserver", *arguments])

    assert bool(demonstration_stays_local(None)) is refused


def test_no_persona_has_a_name() -> None:
    assert all(persona.name.startswith(persona.role.label) for persona in PERSONAS)
    assert User.objects.count() == 0
