"""What each route reads of what is typed: asked of the views themselves, so that a new field is never forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from associations.views.dossier import SECTIONS
from tests.authorisation.table import Row, rows
from tests.authorisation.test_table import route_of
from tests.authorisation.world import World
from tests.conftest import DATABASES
from tests.personas import confirm

OPEN = ("ok", "go", "no", "re")
ROUNDS = 3


@dataclass(frozen=True)
class Route:
    """A method and a route, and the rows by which somebody is let in: (row, persona)."""

    method: str
    route: str
    ways: tuple[tuple[Row, str], ...]

    def __str__(self) -> str:
        return f"{self.method} /{self.route}"


@dataclass
class Read:
    """Names that a view asked for, by what they stand in."""

    typed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def routes() -> tuple[Route, ...]:
    """Every route of the table that somebody may open, those that take a form first of all."""
    found: dict[tuple[str, str], list[tuple[Row, str]]] = {}
    for row in rows():
        ways = found.setdefault((row.method, route_of(row)), [])
        ways += [(row, cell.persona) for cell in row.cells if cell.expected in OPEN]
    for name in SECTIONS:  # one route, but a form for each
        row = Row("POST", f"/menages/{{household_a}}/dossier/{name}/", "", ())
        found["POST", row.address.lstrip("/")] = [(row, "caseworker")]
    return tuple(Route(method, route, tuple(ways)) for (method, route), ways in sorted(found.items()) if ways)


def posts() -> tuple[Route, ...]:
    return tuple(route for route in routes() if route.method == "POST")


@contextmanager
def undone() -> Iterator[None]:
    """Both databases and the cache as they were."""
    savepoints = [transaction.atomic(using=name) for name in DATABASES]
    for one in savepoints:
        one.__enter__()
    try:
        yield
    finally:
        for name, one in zip(reversed(DATABASES), reversed(savepoints), strict=True):
            transaction.set_rollback(True, using=name)
            one.__exit__(None, None, None)
        cache.clear()


def client_of(world: World, persona: str) -> Client:
    """Her browser; she has just confirmed that it is her."""
    client = world.client(persona)
    if persona != "visitor":
        confirm(client)
    return client


@contextmanager
def recorded() -> Iterator[Read]:
    """Keeps the names that are asked of anything that was typed."""
    read = Read()

    def watch(name: str) -> Any:
        real = getattr(MultiValueDict, name)

        def asked(self: MultiValueDict, key: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(key, str) and key:
                if isinstance(self, QueryDict):
                    read.typed.add(key)
                elif not self or isinstance(next(iter(dict.values(self)), [None])[0], UploadedFile):
                    read.files.add(key)
            return real(self, key, *rest, **named)

        return patch.object(MultiValueDict, name, asked)

    with watch("get"), watch("getlist"), watch("__getitem__"), watch("__contains__"):
        yield read


_known: dict[str, Read] = {}


def fields_of(route: Route, world: World) -> Read:
    """The names that a route reads: with nothing typed, then with what the first names led to.

    By each of its rows: a report that is published reads other names than one that is being written.
    """
    if str(route) in _known:
        return _known[str(route)]
    found = Read()
    for row, persona in dict(route.ways).items():
        typed: dict[str, Any] = dict(world.body(row.body))
        for _ in range(ROUNDS):
            with undone(), recorded() as read:
                ask(client_of(world, persona), row, world, typed)
            if read.typed <= found.typed and read.files <= found.files:
                break
            found.typed |= read.typed
            found.files |= read.files
            typed = {**dict.fromkeys(sorted(read.typed), "1"), **typed}
    found.typed -= {"csrfmiddlewaretoken"}
    _known[str(route)] = found
    return found


def ask(client: Client, row: Row, world: World, typed: Any, **how: Any) -> Any:
    address = row.address.format(**world.ids)
    return client.post(address, typed, **how) if row.method == "POST" else client.get(address, typed)
