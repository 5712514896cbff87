"""What was written where, and how a mark may be spelled there."""

import base64
import contextlib
import html
import io
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

import redis
from django.conf import settings
from django.db import connections

CSRF = re.compile(r'(?:name="csrfmiddlewaretoken" value|csrf-token" content|X-CSRFToken[^:]*:)="?[^">]*')
# What a form offers to everybody says nothing of anybody: only what is chosen does.
UNCHOSEN = re.compile(
    r"<option(?![^>]*\sselected)[^>]*>[^<]*</option>"
    r'|<label[^>]*>\s*<input(?=[^>]*type="checkbox")(?![^>]*\schecked)[^>]*>[^<]*</label>',
    re.DOTALL,
)


class Tail:
    """What this test's own connections added to the statement log: other workers write into the same one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.start = path.stat().st_size
        self.own = _backends()

    def text(self) -> str:
        with self.path.open("rb") as file:
            file.seek(self.start)
            added = file.read().decode(errors="replace")
        own = self.own | _backends()
        # An entry starts with its date and [process]; a statement of several lines goes on without them.
        entries = re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \S+ \[\d+\])", added, flags=re.MULTILINE)
        return "".join(one for one in entries if (pid := re.search(r"\[(\d+)\]", one)) and pid[1] in own)


def _backends() -> set[str]:
    """The processes of PostgreSQL that serve this test."""
    for alias in ("default", "vault"):
        connections[alias].ensure_connection()
    return {str(connections[alias].connection.info.backend_pid) for alias in ("default", "vault")}


@contextlib.contextmanager
def listening() -> Iterator[io.StringIO]:
    """The application log, at its most talkative."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setLevel(logging.DEBUG)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # It writes all that a picture holds, at a level that no setting of ours opens.
    quiet = {name: logging.getLogger(name) for name in ("PIL", "factory")}  # pictures, and what the tests make
    levels = {name: logger.level for name, logger in quiet.items()}
    for logger in quiet.values():
        logger.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        for name, logger in quiet.items():
            logger.setLevel(levels[name])
        root.setLevel(level)
        root.removeHandler(handler)


def valkey_content() -> str:
    """Every key of Valkey with its value, as stored. DUMP would give long values compressed: nothing is found there.

    Raises ValueError at a kind of value that nothing here reads.
    """
    client = redis.Redis.from_url(settings.VALKEY_URL)
    readers: dict[bytes, Any] = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    parts = []
    for key in client.scan_iter():
        kind = client.type(key)
        if kind == b"none":
            continue  # it expired meanwhile
        if kind not in readers:
            raise ValueError(kind)
        value = readers[kind](key)
        raw = value if isinstance(value, bytes) else repr(value).encode()
        parts += [key.decode(errors="replace"), raw.decode(errors="replace")]
    client.close()
    return "\n".join(parts)


@dataclass(frozen=True)
class Trace:
    """What the platform wrote somewhere: a page for a reader, or a place nobody should have to trust."""

    where: str  # "page", "header", "address", or one of the other places
    content: str
    reader: str = ""
    phase: str = ""
    of: str = ""  # method and address, for whoever must find the leak

    @cached_property
    def text(self) -> str:
        text = self.content
        if self.where == "page":
            text = html.unescape(UNCHOSEN.sub("", CSRF.sub("", text)))
        elif self.where == "address":
            text = f"{text}\n{unquote_plus(text)}"
        return text.casefold()


@dataclass(frozen=True)
class Mark:
    """A value that stands in one sensitive field alone, with every way in which it could be written."""

    name: str
    written: tuple[str, ...]

    @cached_property
    def _spelled(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        spelled = {form for one in self.written for form in (one, quote(one), quote_plus(one), json.dumps(one)[1:-1])}
        return tuple((form, _whole(form)) for form in sorted({form.casefold() for form in spelled}))

    @cached_property
    def _encoded(self) -> tuple[str, ...]:
        return tuple({form.casefold() for one in self.written for form in _encodings(one.encode())})

    def is_in(self, trace: Trace) -> bool:
        text = trace.text
        if any(form in text and pattern.search(text) for form, pattern in self._spelled):
            return True
        # Bytes are written as hexadecimal or base64 in logs, dumps and queues, never in our pages.
        return trace.where != "page" and any(form in text for form in self._encoded)


def _whole(form: str) -> re.Pattern[str]:
    """The form as a word of its own: 4 children are not 14, and 50.6123 is no second of 02:37:50.6123."""
    if re.fullmatch(r"[0-9a-f]{32,}", form):  # bytes, in the middle of others
        return re.compile(form)
    right = "" if re.fullmatch(r"-?\d+\.\d+", form) else r"(?!\w)"
    return re.compile(rf"(?<![\w.])(?<!\d:){re.escape(form)}{right}")


def _encodings(value: bytes) -> Iterator[str]:
    """Hexadecimal, and base64 at its three alignments without the characters that neighbours change."""
    if len(value) < 8:  # shorter ones come about by chance
        return
    yield value.hex()
    for shift in range(3):
        code = base64.b64encode(b"\0" * shift + value).decode()
        yield code[(0, 2, 3)[shift] : len(code) - (0, 3, 2)[(len(value) + shift) % 3] or None]


@dataclass(frozen=True)
class Leak:
    """A mark where the table does not let it be."""

    mark: str
    where: str
    reader: str
    phase: str
    of: str

    def __str__(self) -> str:
        reader = f" of {self.reader}, {self.phase}" if self.reader else ""
        return f"{self.mark}: in the {self.where}{reader} ({self.of})"


def found(marks: Iterable[Mark], traces: Iterable[Trace]) -> set[Leak]:
    """Every mark found anywhere, allowed or not."""
    marks = list(marks)
    distinct = {(trace.where, trace.reader, trace.phase, trace.text): trace for trace in traces}
    return {
        Leak(mark.name, trace.where, trace.reader, trace.phase, trace.of)
        for trace in distinct.values()
        for mark in marks
        if mark.is_in(trace)
    }
