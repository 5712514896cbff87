"""Signing in: e-mail and password, then a code; and how a session ends."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import POLLING_HEADER
from accounts.sessions import IDLE_TOKEN, idle_key
from accounts.models import Membership
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
PASSWORD = "Une phrase de passe 14"
SECRET = "JBSWY3DPEHPK3PXP"


def code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def give_password(client: Client, member: Membership, password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": member.user.email, "password": password})


def test_a_password_alone_opens_nothing(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()

    response = give_password(client, caseworker)

    assert response.url == reverse("mfa_authenticate")  # type: ignore[attr-defined]
    assert client.get("/").status_code == 302


def test_password_then_code_opens_the_landing_page(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()
    give_password(client, caseworker)

    response = client.post(reverse("mfa_authenticate"), {"code": code()}, follow=True)

    assert response.redirect_chain[-1][0] == "/"
    assert response.status_code == 200


def test_without_a_second_factor_only_its_activation_opens(caseworker: Membership) -> None:
    client = Client()
    give_password(client, caseworker)

    for path in ("/", "/logements/", "/menages/", "/candidatures/"):
        assert client.get(path).url == reverse("mfa_activate_totp")  # type: ignore[attr-defined]


def test_five_wrong_passwords_are_enough(caseworker: Membership) -> None:
    client = Client()
    for _ in range(6):
        response = give_password(client, caseworker, "une autre phrase")

    assert "Trop" in response.content.decode()  # type: ignore[attr-defined]
    assert give_password(client, caseworker).status_code != 302  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "inactive/",
        "password/set/",
        "confirm-email/",
        "login/code/confirm/",
        "2fa/totp/deactivate/",
    ],
)
def test_pages_of_allauth_without_sense_here_do_not_exist(path: str, caseworker: Membership, sign_in: SignIn) -> None:
    assert sign_in(caseworker).get(f"/compte/{path}").status_code == 404
    assert Client().get(f"/compte/{path}").status_code in {302, 404}


def test_a_visitor_is_sent_to_the_sign_in_page(db: None) -> None:
    response = Client().get("/menages/")

    assert response.url.startswith("/compte/login/")  # type: ignore[attr-defined]


def test_a_session_left_alone_ends_and_says_so(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    assert client.get("/mentions/").status_code == 200
    cache.delete(idle_key(client.session[IDLE_TOKEN]))  # what 15 minutes do

    response = client.get("/", follow=True)

    assert response.redirect_chain[0][0].startswith("/compte/login/")
    assert "15 minutes sans activité" in response.content.decode()


def test_polling_is_no_activity(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    client.get("/mentions/")
    key = idle_key(client.session[IDLE_TOKEN])
    cache.touch(key, 60)

    client.get("/mentions/", headers={POLLING_HEADER: "1"})
    assert cache._cache.get_client().ttl(cache.make_and_validate_key(key)) <= 60  # type: ignore[attr-defined]
    client.get("/mentions/")
    assert cache._cache.get_client().ttl(cache.make_and_validate_key(key)) > 60  # type: ignore[attr-defined]


def test_a_session_lasts_12_hours_at_most(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    assert client.get("/mentions/").status_code == 200

    with time_machine.travel(timezone.now() + timedelta(hours=12, minutes=1)):
        assert client.get("/menages/").status_code == 302


def test_signing_out_leaves_nothing_in_the_browser(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/menages/").status_code == 302


def test_a_person_without_organisation_sees_a_clear_page(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    Membership.objects.update(ended_at=timezone.now())

    assert client.get("/menages/").status_code == 404
    assert client.get("/").status_code == 200
