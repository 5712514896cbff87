"""Rotation of the keyring and the check-up of the vault, by their commands."""

import base64
import io

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Membership
from associations.files import open_file
from associations.models import Household, HouseholdKey
from tests import factories

pytestmark = pytest.mark.django_db

NEW_KEY = base64.b64encode(b"another key of thirty-two bytes!").decode()


def run(command: str) -> str:
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_a_rotation_needs_the_old_key_no_more(caseworker: Membership, settings: Settings) -> None:
    households = [factories.HouseholdFactory(member=caseworker, code=f"Mésange {n}") for n in range(3)]
    secret = generate_totp_secret()
    TOTP.activate(caseworker.user, secret)
    codes = RecoveryCodes.activate(caseworker.user).get_unused_codes()
    old = settings.ENCRYPTION_KEYS
    settings.ENCRYPTION_KEYS = {"new": NEW_KEY, **old}

    assert run("rotate_keyring") == "3 household keys, 2 second factors sealed anew.\n"
    assert run("rotate_keyring") == "0 household keys, 0 second factors sealed anew.\n"

    settings.ENCRYPTION_KEYS = {"new": NEW_KEY}
    for number, household in enumerate(households):
        assert open_file(household).code == f"Mésange {number}"
    totp, recovery = caseworker.user.authenticator_set.order_by("type").reverse()
    assert recovery.wrap().get_unused_codes() == codes
    assert totp.wrap().validate_code("000000") in {True, False}, "its secret opens"


def test_one_that_was_cut_short_goes_on(caseworker: Membership, settings: Settings) -> None:
    factories.HouseholdFactory(member=caseworker, code="Mésange 1")
    settings.ENCRYPTION_KEYS = {"new": NEW_KEY, **settings.ENCRYPTION_KEYS}
    factories.HouseholdFactory(member=caseworker, code="Mésange 2")  # sealed by the new one already

    assert run("rotate_keyring").startswith("1 household keys")


def test_the_check_up_counts_what_does_not_open(caseworker: Membership) -> None:
    first, second, _ = (factories.HouseholdFactory(member=caseworker, code=f"Mésange {n}") for n in range(3))
    assert "3 households: 0 without a key, 0 that do not open; 3 keys" in run("check_vault")

    HouseholdKey.objects.filter(household_id=first.id).delete()
    Household.objects.filter(id=second.id).update(sealed=b"altered")

    with pytest.raises(CommandError):
        run("check_vault")
