"""Browsers that keep what they were served, and the places of the platform that no page shows."""

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from celery import Celery
from celery.app.task import Task
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from passlogement.embedded import paths, postgres
from tests.leaks.detector import Trace, valkey_content

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")


class Browser(Client):
    """A reader's browser. Redirections are followed by hand: each answer on the way is kept too."""

    def __init__(self, reader: str, journal: "Journal") -> None:
        super().__init__()
        self.reader = reader
        self.journal = journal

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        self.journal.served(self.reader, request, response)
        return response


class Journal:
    """All that was written during a journey. `phase` is that of the pages being served."""

    def __init__(self) -> None:
        self.phase = ""
        self.traces: list[Trace] = []

    def keep(self, where: str, content: str, reader: str = "", of: str = "") -> None:
        self.traces.append(Trace(where, content, reader, self.phase if reader else "", of))

    def served(self, reader: str, request: dict[str, Any], response: Any) -> None:
        address = request["PATH_INFO"] + ("?" + request["QUERY_STRING"] if request.get("QUERY_STRING") else "")
        of = f"{request['REQUEST_METHOD']} {address}"
        content = response.getvalue() if response.streaming else response.content
        self.keep("page", _readable(content, response.get("Content-Type", "")), reader, of)
        headers = [f"{name}: {value}" for name, value in response.items()]
        headers += [cookie.output() for cookie in response.cookies.values()]
        self.keep("header", "\n".join(headers), reader, of)
        self.keep("address", address, reader, of)

    def stored(self) -> None:
        """What Valkey and the sessions hold at this moment."""
        self.keep("valkey", valkey_content())
        for session in Session.objects.order_by("pk"):
            self.keep("sessions", f"{session.session_key} {session.get_decoded()}")

    def mails(self) -> None:
        for message in mail.outbox:
            parts = [message.subject, str(message.body), *message.recipients(), *map(str, message.message().values())]
            self.keep("mail", "\n".join(parts), of=message.subject)

    def files(self) -> None:
        for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
            if path.is_file():
                self.keep("files", f"{path.name} {path.read_bytes().hex()} {path.read_bytes().decode('latin-1')}")

    def dumps(self) -> None:
        for alias, where in (("default", "dump"), ("vault", "vault")):
            self.keep(where, dump(connections[alias].settings_dict["NAME"]))


def _readable(content: bytes, kind: str) -> str:
    """What a reader makes of an answer: a workbook is opened, a picture is its bytes."""
    if kind.startswith(("text/", "application/json", "application/problem+json")):
        return content.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("utf-8", errors="replace") for name in package.namelist())
    return content.hex()


def dump(database: str) -> str:
    """What `pg_dump` writes of a database of the test server."""
    server = postgres.Instance("test")
    command = paths.as_server([str(server.binary("pg_dump")), "-h", str(server.host), "-p", str(server.port)])
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    done = subprocess.run(
        [*command, "-U", server.user, database], check=True, cwd="/", env=environment, capture_output=True
    )
    return done.stdout.decode()


@contextmanager
def tasks_kept(journal: Journal) -> Iterator[None]:
    """Keeps what every task is sent with, whatever sends it."""
    apply, send = Task.apply_async, Celery.send_task

    def applied(self: Task, args: Any = None, kwargs: Any = None, *rest: Any, **options: Any) -> Any:
        journal.keep("task", f"{args} {kwargs} {rest} {options}", of=str(self.name))
        return apply(self, args, kwargs, *rest, **options)

    def sent(self: Celery, name: str, args: Any = None, kwargs: Any = None, *rest: Any, **options: Any) -> Any:
        journal.keep("task", f"{args} {kwargs} {rest} {options}", of=name)
        return send(self, name, args, kwargs, *rest, **options)

    with patch.object(Task, "apply_async", applied), patch.object(Celery, "send_task", sent):
        yield


def addresses(ids: dict[str, Iterable[str]]) -> list[str]:
    """Every address of the platform, each parameter replaced by every id of its name; several of them side by side,
    the first with the first, not each with each.

    Raises KeyError for a parameter that has none: a new kind of address must be walked too.
    """
    found = []
    for route, view in _routes(get_resolver(None)):
        if not _has_a_page(view):
            continue
        names = [first or second for first, second in PARAMETER.findall(route)]
        known = [list(ids[name]) for name in names]
        for number in range(max(map(len, known), default=1)):
            replaced = iter([values[number % len(values)] for values in known])
            found.append("/" + PARAMETER.sub(lambda _, left=replaced: next(left), route).replace("$", ""))
    return found


def _has_a_page(view: Any) -> bool:
    """Whether it answers a GET by a page: what takes a form alone shows none (tests/authorisation asks them)."""
    while view is not None:
        cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
        if ["POST"] in cells:
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern) and not re.search(r"\(\?:|\.\*", route):
            yield route, entry.callback  # the others close pages of allauth, each of which is walked by its own name
