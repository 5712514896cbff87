"""What is counted of slow pages: their patterns, and nothing of who asked for what."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import timezone
from pytest_django import Settings
from redis import Redis

from common import slow_pages
from common.slow_pages import HOUR, SlowPagesMiddleware

PAGE = "/menages/<uuid:household_id>/logements/"


def ask(monkeypatch: pytest.MonkeyPatch, *, seconds: float, address: str = f"/menages/{uuid4()}/logements/") -> None:
    now = [0.0]

    def answer(request: HttpRequest) -> HttpResponse:
        now[0] += seconds
        return HttpResponse()

    clock = SimpleNamespace(monotonic=lambda: now[0], time=lambda: timezone.now().timestamp())
    monkeypatch.setattr(slow_pages, "time", clock)
    request = HttpRequest()
    request.resolver_match = resolve(address) if address else None
    assert request.resolver_match is None or isinstance(request.resolver_match, ResolverMatch)
    SlowPagesMiddleware(answer)(request)


def test_what_took_over_a_second_is_counted_by_its_pattern(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    for seconds in (0.2, 1.2, 3.0, 0.9):
        ask(monkeypatch, seconds=seconds)
    ask(monkeypatch, seconds=2.0, address="/avis/")

    assert slow_pages.slow_pages() == {PAGE: 2, "/avis/": 1}
    valkey = Redis.from_url(settings.VALKEY_URL)
    (key,) = valkey.keys("slow-pages:*")
    assert 0 < valkey.ttl(key) <= 2 * HOUR


def test_an_address_that_does_not_exist_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, seconds=2.0, address="")

    assert slow_pages.slow_pages() == {}


def test_what_is_two_hours_old_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, seconds=2.0)
    hour = slow_pages._hour()
    monkeypatch.setattr(slow_pages, "_hour", lambda: hour + 1)
    assert slow_pages.slow_pages() == {PAGE: 1}

    monkeypatch.setattr(slow_pages, "_hour", lambda: hour + 2)
    assert slow_pages.slow_pages() == {}


def test_a_page_is_served_without_valkey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_pages, "_valkey", lambda: Redis.from_url("unix:///nowhere/valkey.sock"))

    ask(monkeypatch, seconds=2.0)
