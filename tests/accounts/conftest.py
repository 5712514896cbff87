"""Those who take part in a decision of two people."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import Membership, Role
from tests import factories


@pytest.fixture
def second(federation_member: Membership) -> Membership:
    return factories.MembershipFactory(organisation=federation_member.organisation, role=Role.FEDERATION)


@pytest.fixture
def lost(caseworker: Membership) -> Membership:
    """Whose telephone is lost, and who is still signed in somewhere."""
    TOTP.activate(caseworker.user, generate_totp_secret())
    return caseworker
