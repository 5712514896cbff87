"""Guessing: passwords, codes, secrets of software, links of invitations; and what an answer tells of what exists."""

import re
import secrets
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiClient, Membership, User
from tests.accounts.test_sign_in import PASSWORD, SECRET, code, give_password
from tests.api.parts import Software
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
TRIES = 12


def ask_for_token(client: ApiClient, secret: str, **where: str) -> Any:
    typed = {"grant_type": "client_credentials", "client_id": client.credentials_id, "client_secret": secret}
    return Client(**where).post("/api/oauth/token", typed)


def test_passwords_are_not_tried_for_long_from_wherever(caseworker: Membership) -> None:
    """The account itself is guarded: another browser, or another address of the network, gives no other tries."""
    for number in range(TRIES):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        give_password(client, caseworker, f"une autre phrase {number}")

    answer: Any = give_password(Client(REMOTE_ADDR="198.51.100.1"), caseworker)

    assert answer.status_code != 302
    assert "Trop" in answer.content.decode()


def test_passwords_of_many_accounts_are_not_tried_from_one_place(caseworker: Membership) -> None:
    """The same password on every address (spraying)."""
    client = Client()
    answers = [
        client.post("/compte/login/", {"login": f"personne{number}@exemple.invalid", "password": "Azerty123456789"})
        for number in range(40)
    ]

    assert {answer.status_code for answer in answers} & {429}


@pytest.mark.parametrize("kind", ["code", "recovery"])
@pytest.mark.parametrize("where", ["mfa_authenticate", "mfa_reauthenticate"])
def test_codes_are_not_tried_for_long(kind: str, where: str, caseworker: Membership, sign_in: SignIn) -> None:
    """A code of six figures, or one of ten recovery codes, at sign-in and to confirm oneself."""
    TOTP.activate(caseworker.user, SECRET)
    RecoveryCodes.activate(caseworker.user)
    client = Client()
    give_password(client, caseworker)
    if where == "mfa_reauthenticate":
        client = sign_in(caseworker)
    address = "/compte/2fa/authenticate/" if where == "mfa_authenticate" else "/compte/2fa/reauthenticate/"
    for number in range(TRIES):
        client.post(address, {"code": f"{number:06}" if kind == "code" else secrets.token_hex(4)})

    answer = client.post(address, {"code": code()})

    assert answer.status_code != 302


def test_a_new_session_gives_no_new_tries_of_a_code(caseworker: Membership) -> None:
    """Whoever has her password signs in again and again."""
    TOTP.activate(caseworker.user, SECRET)
    for number in range(TRIES):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        give_password(client, caseworker)
        client.post("/compte/2fa/authenticate/", {"code": f"{number:06}"})
    client = Client(REMOTE_ADDR="198.51.100.1")
    give_password(client, caseworker)

    assert client.post("/compte/2fa/authenticate/", {"code": code()}).status_code != 302


def test_a_secret_of_software_is_not_tried_for_long(bailleur_manager: Membership) -> None:
    software = Software(bailleur_manager)

    answers = [ask_for_token(software.client, f"faux-{number}").status_code for number in range(40)]

    assert answers[0] == 401
    assert answers[-1] == 429
    assert ask_for_token(software.client, software.secret).status_code == 429
    elsewhere = ask_for_token(software.client, software.secret, REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 200


# --- What an answer tells of what exists: the same way through the code, not a clock ------------------------------------


def told(client: Client, method: str, address: str, **typed: Any) -> tuple[Any, ...]:
    """The answer and the number of statements that it cost."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, typed) if method == "post" else client.get(address)
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())  # marks against forged forms
    for value in typed.values():
        text = text.replace(value, "TYPED")
    return answer.status_code, answer.get("Location"), text, len(queries)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How many passwords were hashed: by far the longest part of a sign-in."""
    from django.contrib.auth.hashers import MD5PasswordHasher  # noqa: PLC0415

    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append("once")
        return str(real(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return hashed


def test_a_sign_in_does_not_tell_who_has_an_account(caseworker: Membership, hasher: list[str]) -> None:
    def try_one(email: str) -> tuple[Any, ...]:
        hasher.clear()
        cache.clear()  # no try before this one
        status, location, text, _ = told(Client(), "post", "/compte/login/", login=email, password="autre phrase 99")
        return status, location, text, len(hasher)

    assert try_one(caseworker.user.email) == try_one("personne@exemple.invalid")
    User.objects.update(is_active=False)
    assert try_one(caseworker.user.email) == try_one("personne@exemple.invalid")


def test_a_forgotten_password_does_not_tell_who_has_an_account(caseworker: Membership) -> None:
    known = told(Client(), "post", "/compte/password/reset/", email=caseworker.user.email)
    unknown = told(Client(), "post", "/compte/password/reset/", email="personne@exemple.invalid")

    assert known[:3] == unknown[:3]


def test_the_password_of_the_tests_is_the_right_one(caseworker: Membership) -> None:
    """Or every refusal above would prove nothing."""
    TOTP.activate(caseworker.user, SECRET)
    client = Client()

    assert give_password(client, caseworker, PASSWORD).status_code == 302  # type: ignore[attr-defined]
    assert client.post("/compte/2fa/authenticate/", {"code": code()}).status_code == 302
