"""How often a client may ask, and a token be asked for."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiClient


class ClientThrottle(SimpleRateThrottle):
    """settings.API_RATE for each client, all routes together. The key holds an opaque id alone."""

    scope = "api-client"

    def get_rate(self) -> str:
        return str(settings.API_RATE)

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return f"api-rate-{request.user.id}" if isinstance(request.user, ApiClient) else None
