"""One person at a browser that is sent now to one web process, now to another: same session, same pages."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Person:
    def __init__(self, persona: str, address: str) -> None:
        """Signs in at an address; the cookies are sent to every other."""
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies), _NoRedirect()
        )
        self.get(address, "/demo/")
        self.post(address, "/demo/", {"persona": persona})

    def get(self, address: str, path: str) -> Answer:
        return self._open(address, path, None)

    def post(self, address: str, path: str, typed: Mapping[str, str]) -> Answer:
        token = next((one.value for one in self._cookies if one.name == "csrftoken"), "") or ""
        return self._open(address, path, urllib.parse.urlencode({**typed, "csrfmiddlewaretoken": token}).encode())

    def read(self, address: str, path: str) -> str:
        """A page that must be there."""
        answer = self.get(address, path)
        assert answer.status == 200, (address, path, answer.status, answer.location)
        return answer.text

    def do(self, address: str, path: str, typed: Mapping[str, str]) -> str:
        """What must be taken; where it leads."""
        answer = self.post(address, path, typed)
        said = re.findall(r"À corriger.*?</ul>", answer.text, re.DOTALL)
        said = " ".join(re.sub("<[^>]*>", " ", " ".join(said)).split())
        assert answer.status in (302, 303), (address, path, answer.status, said)
        assert "/compte/" not in answer.location, (address, path, answer.location)
        return answer.location

    def _open(self, address: str, path: str, body: bytes | None) -> Answer:
        asked = urllib.request.Request(f"{address}{path}", data=body, headers={"Referer": f"{address}{path}"})  # noqa: S310 - loopback alone
        try:
            response = self._opener.open(asked, timeout=30)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read().decode(errors="replace")
            return Answer(response.status, text, response.headers.get("Location") or "")
