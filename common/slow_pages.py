"""Which pages are slow, for the operator: how many answers of each took over a second, and of whom nothing.

Counted in Valkey, so that every web process says the same: by hour, under the pattern of the address as the log writes
it. What is fast writes nothing.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis import Redis, RedisError

SLOW_SECONDS: Final = 1.0
HOUR = 3600
PATIENCE_SECONDS = 1


class SlowPagesMiddleware:
    """Stands outside all that a page does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.get_response(request)
        if time.monotonic() - begun > SLOW_SECONDS and request.resolver_match:
            with suppress(RedisError, OSError):  # a count is worth no page
                _count(f"/{request.resolver_match.route}")
        return response


def slow_pages() -> dict[str, int]:
    """In this hour and the one before, by pattern, the most frequent first. Raises RedisError without Valkey."""
    hour = _hour()
    found: Counter[str] = Counter()
    for key in (_key(hour), _key(hour - 1)):
        kept = cast(dict[bytes, bytes], _valkey().hgetall(key))
        found.update({page.decode(): int(times) for page, times in kept.items()})
    return dict(found.most_common())


def _count(page: str) -> None:
    key = _key(_hour())
    with _valkey().pipeline() as both:
        both.hincrby(key, page, 1)
        both.expire(key, 2 * HOUR)
        both.execute()


def _hour() -> int:
    return int(time.time()) // HOUR


def _key(hour: int) -> str:
    return f"slow-pages:{hour}"


@lru_cache(maxsize=1)
def _valkey() -> "Redis":
    return Redis.from_url(
        settings.VALKEY_URL, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
    )
