"""What dwellings tell the apps above; signing out forgets the searches of that session."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from accounts.sessions import session_digest
from offers.search.private import erase_session

# Sent with `offer_id`, inside the transaction that shows a dwelling to associations.
offer_shown = Signal()
# The same for many at once that nobody saw before: `offer_ids`.
offers_published = Signal()


@receiver(user_logged_out)
def forget_searches(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    erase_session(session_digest=session_digest(request))
