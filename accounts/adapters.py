"""How allauth behaves here: nobody signs up, e-mails say nothing, secrets are sealed."""

import base64
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from common.encryption import Place, keyring

logger = logging.getLogger(__name__)
# One place for all: allauth seals before the row exists, and gives no row when it opens.
SECRETS = Place(table="mfa_authenticator", row="", field="data")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Invitation only (accounts.actions.accept_invitation)."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One that does not leave changes nothing in the answer: errors tell which addresses have an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            # Without its cause, which holds the address.
            logger.error("a message about an account did not leave")

    def format_email_subject(self, subject: str) -> str:
        """Without the name of the site before it."""
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The application of codes is compulsory, and stays when a passkey goes."""
        return bool(authenticator.type == Authenticator.Type.WEBAUTHN)

    def get_totp_label(self, user: Any) -> str:
        return settings.PROJECT_NAME

    def encrypt(self, text: str) -> str:
        """Keys of codes and recovery codes, sealed: a dump of the database gives no second factor."""
        return base64.b64encode(keyring().seal(text.encode(), SECRETS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The opposite. Raises common.encryption.CannotOpen."""
        return keyring().open(base64.b64decode(encrypted_text), SECRETS).decode()
