"""Signing out forgets the searches of that session."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.sessions import session_digest
from offers.search.private import erase_session


@receiver(user_logged_out)
def forget_searches(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    erase_session(session_digest=session_digest(request))
