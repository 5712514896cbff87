"""System checks of accounts."""

import ipaddress
import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.management.commands.runserver import naiveip_re

CONSENT = "oui, tout le monde peut se connecter"


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def _runserver_address(arguments: list[str]) -> str | None:
    """The address that `manage.py runserver` was told to listen on: it does not read the settings'."""
    if "runserver" not in arguments:
        return None
    for argument in arguments[arguments.index("runserver") + 1 :]:
        if not argument.startswith("-") and (match := naiveip_re.match(argument)):
            return match["addr"]
    return None


@register("demonstration")
def demonstration_stays_local(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In demonstration anybody signs in as anybody: refuse it on an address that others reach."""
    address = _runserver_address(sys.argv) or settings.LISTEN_ADDRESS
    if not settings.DEMONSTRATION or _is_loopback(address):
        return []
    if settings.DEMONSTRATION_ON_A_PUBLIC_ADDRESS == CONSENT:
        return []
    return [
        Error(
            f"The demonstration would listen on {address}, where anybody could sign in as anybody.",
            hint=f"Listen on 127.0.0.1, or set DEMONSTRATION_ON_A_PUBLIC_ADDRESS to « {CONSENT} ».",
            id="accounts.E001",
        )
    ]
