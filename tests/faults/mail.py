"""A mail server that a run stops and starts, and what it received, by Message-ID."""

import logging
import socket
import threading
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

logging.getLogger("mail.log").setLevel(logging.WARNING)  # a line for each word of each conversation


class MailServer:
    """On the loopback, at a port that it keeps while it is down."""

    def __init__(self) -> None:
        self.port = free_port()
        self._controller: Controller | None = None
        self._lock = threading.Lock()
        self._received: list[tuple[float, str]] = []

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.content or b"")  # type: ignore[arg-type]
        with self._lock:
            self._received.append((time.monotonic(), str(message["Message-ID"])))
        return "250 OK"

    def copies(self) -> Counter[str]:
        """Message-ID -> how many times it arrived: a message sent again is the same one."""
        with self._lock:
            return Counter(message_id for _, message_id in self._received)

    def received_since(self, moment: float) -> bool:
        with self._lock:
            return any(at >= moment for at, _ in self._received)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
