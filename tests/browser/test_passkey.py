"""A passkey beside the application of codes: added, used at sign-in instead of the code, removed; the codes stay."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from accounts.models import Membership, Role, User
from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PASSWORD = "perdrix wagon gel 57"


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/compte/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))


def test_is_added_used_and_removed(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    user: User = Membership.objects.filter(role=Role.CASEWORKER).order_by("id")[0].user
    user.set_password(PASSWORD)
    user.save()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    page = visitor.page
    devices = visitor.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    sign_in(page, visitor.address, user.email)
    page.locator("input[name=code]").fill(code(secret))
    page.get_by_role("button", name="Se connecter").click()
    page.goto(f"{visitor.address}/compte/2fa/webauthn/add/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Son nom").fill("Ordinateur du bureau")
    visitor.audit()
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url(re.compile("/2fa/(recovery-codes/)?$"))
    page.goto(f"{visitor.address}/compte/2fa/webauthn/")
    expect(page.get_by_text("Ordinateur du bureau").first).to_be_visible()
    visitor.audit()

    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, visitor.address, user.email)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()

    page.goto(f"{visitor.address}/compte/2fa/webauthn/")
    page.get_by_role("link", name="Retirer").click()
    if page.locator("input[type=password]").count():
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Aucune clé d’accès.")).to_be_visible()
    assert list(Authenticator.objects.filter(user=user).exclude(type="recovery_codes")) == [
        Authenticator.objects.get(user=user, type="totp")
    ]
