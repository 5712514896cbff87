"""System checks of accounts."""

import ipaddress
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

CONSENT = "oui, tout le monde peut se connecter"


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


@register("demonstration")
def demonstration_stays_local(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In demonstration anybody signs in as anybody: refuse it on an address that others reach."""
    if not settings.DEMONSTRATION or _is_loopback(settings.LISTEN_ADDRESS):
        return []
    if settings.DEMONSTRATION_ON_A_PUBLIC_ADDRESS == CONSENT:
        return []
    return [
        Error(
            f"The demonstration would listen on {settings.LISTEN_ADDRESS}, where anybody could sign in as anybody.",
            hint=f"Listen on 127.0.0.1, or set DEMONSTRATION_ON_A_PUBLIC_ADDRESS to « {CONSENT} ».",
            id="accounts.E001",
        )
    ]
