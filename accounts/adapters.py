"""How allauth behaves here: nobody signs up, e-mails say nothing."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Invitation only (accounts.actions.accept_invitation)."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The second factor is compulsory: it is replaced, never removed."""
        return False

    def get_totp_label(self, user: Any) -> str:
        return settings.PROJECT_NAME
