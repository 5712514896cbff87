"""How often a client may ask, and a token be asked for."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
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


# Refused tokens of one place in a minute. A secret of 256 bits is not guessed; each try costs a slow hash.
MOST_REFUSED: Final = 30
REFUSED_SECONDS: Final = 60


def few_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, until a place has been refused too often; then 429 for a minute, as RFC 6749 writes its errors.

    What the view cannot read is refused as malformed, and counts as much.

    What is served counts for nothing: many clients behind one address do not hinder each other.
    """

    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = hashlib.sha256(str(get_adapter().get_client_ip(request)).encode()).hexdigest()[:32]
        key = f"api-refused-{place}"
        if (cache.get(key) or 0) >= MOST_REFUSED:
            return JsonResponse({"error": "slow_down"}, status=429, headers={"Retry-After": str(REFUSED_SECONDS)})
        try:
            answer = view(request, *args, **kwargs)
        except (ValidationError, ValueError, DataError):
            # allauth lets escape what it cannot read: a resource that is no address, a NUL.
            answer = JsonResponse({"error": "invalid_request"}, status=400)
        if answer.status_code in (400, 401) and not cache.add(key, 1, REFUSED_SECONDS):
            cache.incr(key)
        return answer

    return bounded
