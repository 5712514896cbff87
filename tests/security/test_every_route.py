"""Every route, by somebody who may open it: headers, forged forms, ways out, fields that no form has, far addresses."""

import socket
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from associations.models import Household
from matching.models import Candidature
from offers.models import Offer
from tests.authorisation.world import VISITOR, World, what_is_written
from tests.security.forms import Route, ask, client_of, fields_of, posts, routes, undone
from tests.security.test_headers import policy_of
from tests.security.test_requests import AWAY, FORBIDDEN

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


# Where the next page is named by what is typed or by the address.
NEXT = ("next", "url", "to", "suite", "retour", "redirect", "REFERER")


def test_routes_are_many(world: World) -> None:
    """A test that walks over them all must not walk over none."""
    assert len(routes()) > 150
    assert all(isinstance(route, Route) and route.ways for route in routes())


def test_every_answer_has_its_headers(world: World) -> None:
    """To a visitor and to one of those it is for: pages, redirections, refusals, pictures, files."""
    wrong = {}
    for route in routes():
        for row, persona in [(route.ways[0][0], VISITOR), route.ways[0]]:
            with undone():
                answer = ask(world.client(persona), row, world, world.body(row.body))
            found = {name: answer.get(name) for name in HEADERS}
            if found != HEADERS or policy_of(answer.get("Content-Security-Policy", "")) != POLICY:
                wrong[f"{route} {persona}"] = (found, answer.get("Content-Security-Policy"))
    assert not wrong


def test_every_form_needs_the_mark_of_its_page(world: World) -> None:
    """CSRF. Software shows a token that no browser sends by itself: its routes are not in this table."""
    wrong = {}
    before = what_is_written()
    for route in posts():
        for row, persona in route.ways[:1]:
            with undone():
                strict = Client(enforce_csrf_checks=True)
                strict.cookies = client_of(world, persona).cookies
                answer = ask(strict, row, world, world.body(row.body))
                changed = what_is_written() != before
            if (answer.status_code not in (403, 405) and "quitter" not in row.address) or changed:
                wrong[str(route)] = (answer.status_code, changed)
    assert not wrong


def test_leaving_at_once_needs_none_and_only_ends_a_session(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = world.client("caseworker").cookies

    assert strict.post("/quitter/", HTTP_ORIGIN="https://ailleurs.invalid").status_code == 302


def test_no_page_leads_elsewhere(world: World) -> None:
    """Open redirects: every route, with every name by which a next page could be given."""
    wrong = {}
    for number, route in enumerate(routes()):
        row, persona = route.ways[0]
        away = AWAY[number % len(AWAY)]
        given = {**world.body(row.body), **dict.fromkeys(NEXT, away)}
        with undone():
            client = client_of(world, persona)
            answer = ask(client, row, world, given, **({} if row.method == "GET" else {"headers": {"Referer": away}}))
        if "ailleurs" in answer.get("Location", "") or "HX-Redirect" in answer:
            wrong[str(route)] = answer.get("Location")
    assert not wrong


def test_no_post_makes_anybody_more_than_she_was(world: World) -> None:
    """Every form, with every such field along: accounts, roles and owners stay what they were."""
    wrong = {}
    for route in posts():
        row, persona = route.ways[0]
        before = _owners()
        with undone():
            ask(client_of(world, persona), row, world, {**FORBIDDEN, **world.body(row.body)})
            if (after := _owners()) - before - _expected(after, before):
                wrong[str(route)] = after - before
    assert not wrong


def _owners() -> set[tuple[Any, ...]]:
    """Whose each thing is, and what each person is."""
    return {
        *User.objects.order_by("id").values_list("id", "is_superuser"),
        *Membership.objects.order_by("id").values_list("id", "user_id", "organisation_id", "role"),
        *Offer.objects.order_by("id").values_list("id", "bailleur_id"),
        *Candidature.objects.order_by("id").values_list("id", "offer_id"),
        *Household.objects.order_by("id").values_list("id", "association_id"),
    }


def _expected(after: set[tuple[Any, ...]], before: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """What is new altogether: a dwelling made, a request sent. An old thing under another owner is not."""
    known = {row[0] for row in before}
    return {row for row in after if row[0] not in known and row[1] is not True and "federation" not in row}


def test_nothing_that_is_typed_makes_the_platform_ask_anybody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSRF: every form filled with addresses, and no name looked up, no connection but to our own servers."""
    asked: list[Any] = []
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **named: asked.append(host) or real(host, *rest, **named)
    )
    for number, route in enumerate(posts()):
        read = fields_of(route, world)
        address = ("http://169.254.169.254/latest/", "https://ailleurs.invalid/x.png", "file:///etc/passwd")[
            number % 3
        ]
        row, persona = route.ways[0]
        with undone():
            answer = ask(client_of(world, persona), row, world, dict.fromkeys(sorted(read.typed), address))
        assert answer.status_code < 500
        assert "root:x:" not in getattr(answer, "content", b"").decode(errors="replace")
    assert not {str(host) for host in asked} & {"169.254.169.254", "ailleurs.invalid"}
