"""The table of authorisations is whole: every route, every persona."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from accounts.models import Membership, Role
from accounts.views.invitations import closed
from tests.authorisation.table import COLUMNS, SHADOWED, Row, rows
from tests.authorisation.world import PERSONAS, SUPERUSER, VISITOR

pytestmark = pytest.mark.authorisation


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every route of the configuration, as `resolve` names it."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        else:
            assert isinstance(entry, URLPattern)
            yield prefix + str(entry.pattern).removeprefix("^")


def is_for_software(route: str) -> bool:
    """Asked with a token, in a table of its own (api_table)."""
    return route.startswith(("api/v1/", "api/oauth/"))


def route_of(row: Row) -> str:
    """The route that serves a row's address, whatever stands in it: an id is an id."""
    return resolve(re.sub(r"\{\w+\}", str(uuid4()), row.address)).route


def test_every_route_has_its_rows_by_both_methods() -> None:
    written = {(row.method, route_of(row)) for row in rows()}
    expected = {route for route in routes(get_resolver(None)) if not is_for_software(route)} - SHADOWED

    assert written == {(method, route) for method in ("GET", "POST") for route in expected}


def test_every_route_that_takes_an_id_is_asked_for_what_is_of_no_one() -> None:
    """404 to everybody signed in, so that an object of others cannot be told from one that never was."""
    with_id = {route for route in routes(get_resolver(None)) if "<uuid:" in route and not is_for_software(route)}
    unknown = {
        route_of(row): row.answers for row in rows() if "{unknown}" in row.address and "secret" not in row.address
    }

    assert with_id <= set(unknown)
    for route in with_id:
        assert set(unknown[route][1:]) == {"-"}, route


def test_what_allauth_adds_behind_our_closed_pages_stays_closed() -> None:
    assert set(routes(get_resolver(None))) >= SHADOWED
    for route in SHADOWED:
        address = "/compte/confirm-email/abc/" if "(" in route else f"/{route}".replace("<int:pk>", "1")
        assert resolve(address).func is closed
        assert {row.answers for row in rows() if row.address == address} == {("-",) * len(COLUMNS)}


def test_no_row_is_written_twice() -> None:
    assert len({str(row) for row in rows()}) == len(rows())


@pytest.mark.django_db
@pytest.mark.parametrize("persona", PERSONAS)
def test_the_columns_are_the_personas(persona: str, request: pytest.FixtureRequest) -> None:
    member: Membership = request.getfixturevalue(persona)

    assert PERSONAS[persona] == (member.organisation.name, member.role)


def test_every_role_has_a_column() -> None:
    assert {role for _, role in PERSONAS.values()} == set(Role)
    assert set(COLUMNS.values()) == {VISITOR, *PERSONAS, SUPERUSER}
