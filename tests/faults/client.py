"""People at their browsers: signed in as personas, each answer told to the journal of the run."""

import http.client
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TIMEOUT_SECONDS = 30
SEVERAL = 3
# What a page says when a service of the platform is missing.
CLEAR = "momentanément indisponible"
SIGN_IN = re.compile(r"^(https?://[^/]+)?/compte/(login|reauthenticate)/")


class Unanswered(Exception):
    """No answer, or one that asks to come back later, or a session that is over: whoever sent it sends it again."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


class Journal:
    """What the answers were. `bare`: failures without a clear page, which no fault excuses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.open = 0
        self.answered = 0
        self.cut = 0
        self.clear = 0
        self.bare: list[str] = []

    @contextmanager
    def request(self) -> Iterator[None]:
        with self._lock:
            self.open += 1
        try:
            yield
        finally:
            with self._lock:
                self.open -= 1
                self.answered += 1

    def note_cut(self) -> None:
        with self._lock:
            self.cut += 1

    def judge(self, what: str, answer: Answer) -> None:
        """Raises Unanswered for a failure."""
        if answer.status < http.client.INTERNAL_SERVER_ERROR:
            return
        with self._lock:
            if answer.status == http.client.SERVICE_UNAVAILABLE and CLEAR in answer.text:
                self.clear += 1
            else:
                self.bare.append(f"{answer.status} {what}")
        raise Unanswered

    def in_flight(self) -> int:
        """How many requests are open, at a moment at which several are, or else one."""
        for least in (SEVERAL, 1):
            limit = time.monotonic() + 2
            while time.monotonic() < limit:
                if (now := self.open) >= least:
                    return now
                time.sleep(0.002)
        return 0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """One browser. Raises Unanswered where a person would try again."""

    def __init__(self, address: str, persona: str, journal: Journal) -> None:
        self.address = address
        self.persona = persona
        self.journal = journal
        self._forget()

    def _forget(self) -> None:
        self._cookies = CookieJar()
        self._signed_in = False
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies), _NoRedirect()
        )

    def get(self, path: str, **headers: str) -> Answer:
        self._sign_in()
        return self._open("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        self._sign_in()
        return self._open("POST", path, fields, {})

    def _sign_in(self) -> None:
        if self._signed_in:
            return
        self._open("GET", "/demo/", None, {})
        self._open("POST", "/demo/", {"persona": self.persona}, {})
        self._signed_in = True

    def _open(self, method: str, path: str, fields: Mapping[str, Any] | None, headers: Mapping[str, str]) -> Answer:
        body, more = None, dict(headers)
        if fields is not None:
            token = next((one.value for one in self._cookies if one.name == "csrftoken"), "")
            body = encode_multipart(BOUNDARY, {**fields, "csrfmiddlewaretoken": token})
            more["Content-Type"] = MULTIPART_CONTENT
        asked = urllib.request.Request(f"{self.address}{path}", data=body, headers=more, method=method)
        with self.journal.request():
            try:
                answer = self._read(asked)
            except (OSError, http.client.HTTPException) as error:
                self.journal.note_cut()
                raise Unanswered from error
        self.journal.judge(f"{method} {re.sub('[0-9a-f-]{36}', '…', path)}", answer)
        if SIGN_IN.match(answer.location):
            self._forget()  # an emptied Valkey ends sessions, by design
            raise Unanswered
        return answer

    def _read(self, asked: urllib.request.Request) -> Answer:
        try:
            response = self._opener.open(asked, timeout=TIMEOUT_SECONDS)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return Answer(response.status, response.read().decode(errors="replace"), dict(response.headers))
