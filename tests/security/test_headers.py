"""What leads every answer: policy of contents, frames, caches, cookies; for every route and every role."""

import importlib
import os
from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Membership
from tests.deployment.parts import environment
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def policy_of(header: str) -> dict[str, str]:
    return {name: rest.strip() for name, _, rest in (part.strip().partition(" ") for part in header.split(";"))}


def test_no_page_may_be_framed_or_made_to_post_elsewhere(db: None) -> None:
    """Clickjacking: both the old header and the new one, on the page where passwords are typed too."""
    answer = Client().get("/compte/login/")

    assert answer["X-Frame-Options"] == "DENY"
    assert policy_of(answer["Content-Security-Policy"])["frame-ancestors"] == "'none'"
    assert policy_of(answer["Content-Security-Policy"])["form-action"] == "'self'"


def test_an_answer_to_one_reader_is_kept_by_no_cache_for_another(caseworker: Membership, sign_in: SignIn) -> None:
    """Cache poisoning: nothing is stored, and what a cache would go by all the same tells readers apart."""
    answer = sign_in(caseworker).get(
        "/", headers={"X-Forwarded-Host": "ailleurs.invalid", "X-Original-URL": "/menages/"}
    )

    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" in answer["Vary"]
    assert "ailleurs.invalid" not in answer.content.decode()
    assert answer.resolver_match.view_name == "home"


@pytest.fixture
def production(settings: Settings) -> Settings:
    """What production sets of cookies and of TLS."""
    with patch.dict(os.environ, environment(), clear=True):
        made = importlib.reload(importlib.import_module("passlogement.settings.production"))
    for name in dir(made):
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")):
            setattr(settings, name, getattr(made, name))
    return settings


def test_cookies_leave_by_tls_alone_and_no_script_reads_them(production: Settings, caseworker: Membership) -> None:
    client = Client()
    page = client.get("/compte/login/", secure=True)
    typed = {"login": caseworker.user.email, "password": "Une phrase de passe 14"}
    assert client.post("/compte/login/", typed, secure=True).status_code == 302

    for cookies in (page.cookies, client.cookies):
        assert cookies
        for name, cookie in cookies.items():
            assert name.startswith("__Host-"), name
            assert cookie["secure"], name
            assert cookie["httponly"], name
            assert cookie["samesite"] == "Lax", name
            assert cookie["path"] == "/", name
            assert not cookie["domain"], name


def test_what_is_asked_without_tls_is_asked_again_with_it(production: Settings) -> None:
    plain = Client().get("/compte/login/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/compte/login/")

    answer = Client().get("/compte/login/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.parametrize(
    "host", ["ailleurs.invalid", "testserver.ailleurs.invalid", "testserver@ailleurs.invalid", ""]
)
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    """Or the links of messages would lead there."""
    for header in ("Host", "X-Forwarded-Host"):
        answer = Client().post("/compte/password/reset/", {"email": "x@exemple.invalid"}, headers={header: host})
        if header == "Host":
            assert answer.status_code == 400
        assert host == "" or host not in answer.get("Location", "")


def test_links_of_messages_lead_to_the_site_whatever_was_asked(
    caseworker: Membership, mailoutbox: list, settings: Settings
) -> None:
    Client().post(
        "/compte/password/reset/",
        {"email": caseworker.user.email},
        headers={
            "X-Forwarded-Host": "ailleurs.invalid",
            "X-Forwarded-Proto": "ftp",
            "Forwarded": "host=ailleurs.invalid",
        },
    )

    (message,) = mailoutbox
    assert "ailleurs.invalid" not in str(message.body)
