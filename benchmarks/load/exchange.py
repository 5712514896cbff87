"""Requests as a load balancer without memory sends them: to any of the addresses, again only where nobody listens."""

import http.client
import random
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

PATIENCE = 60.0  # seconds
TOKEN = "a" * 32  # the form's token and its cookie, as the platform compares them


@dataclass
class Answer:
    """`connected`: when, 0.0 for never; `error`: what the network said, "" when there was an answer."""

    began: float
    ended: float = 0.0
    connected: float = 0.0
    port: int = 0
    status: int = 0
    error: str = ""
    location: str = ""
    told: str = ""  # the cookie that carries what the next page says
    content: bytes = b""

    @property
    def failed(self) -> bool:
        return bool(self.error) or self.status >= 400

    def record(self) -> dict[str, Any]:
        said = {"at": self.began, "seconds": self.ended - self.began, "port": self.port, "status": self.status}
        return said if not self.error else said | {"error": self.error, "connected": self.connected}


class Site:
    """The addresses of one site; how many requests are in flight now."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = list(ports)
        self.flying = 0

    def ask(self, session: str, address: str, form: dict[str, str] | None = None, told: str = "") -> Answer:
        cookies = [f"sessionid={session}", f"csrftoken={TOKEN}", *([f"messages={told}"] if told else [])]
        headers = {"Cookie": "; ".join(cookies), "Connection": "close"}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = Answer(began=time.time())
        self.flying += 1
        try:
            for port in random.sample(self.ports, len(self.ports)):
                answer.port = port
                try:
                    self._exchange(answer, "GET" if body is None else "POST", address, body, headers)
                except ConnectionRefusedError:
                    answer.error = "ConnectionRefusedError"
                    continue
                except (OSError, http.client.HTTPException) as error:
                    answer.error = type(error).__name__
                break
        finally:
            self.flying -= 1
            answer.ended = time.time()
        return answer

    def _exchange(self, answer: Answer, method: str, address: str, body: str | None, headers: dict[str, str]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", answer.port, timeout=PATIENCE)) as connection:
            connection.connect()
            answer.connected, answer.error = time.time(), ""
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            answer.content = response.read()
            answer.status = response.status
            answer.location = response.headers.get("Location", "")
            for cookie in response.headers.get_all("Set-Cookie") or ():
                name, _, rest = cookie.partition("=")
                if name == "messages":
                    answer.told = rest.partition(";")[0]
