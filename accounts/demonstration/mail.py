"""Mail of the demonstration: what Django's file backend wrote under settings.EMAIL_FILE_PATH (var/mail)."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

# What the backend writes after each message.
END = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One message; `number` counts from 1, oldest first, and is all that an address says of it."""

    number: int
    subject: str
    to: str
    date: datetime | None
    body: str


def letters() -> list[Letter]:
    """Every message sent, oldest first."""
    # A name starts with the time it was made at; the counter after it settles equal ones.
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    sent = [text for file in files for text in file.read_bytes().split(END) if text.strip()]
    return [_letter(number, text) for number, text in enumerate(sent, start=1)]


def _letter(number: int, text: bytes) -> Letter:
    message = email.message_from_bytes(text, policy=email.policy.default)
    body = message.get_body(("plain",))
    # Django writes "-0000", which the parser reads as a time without a zone: it is UTC.
    date = message["Date"] and message["Date"].datetime.replace(tzinfo=UTC)
    return Letter(
        number=number,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        date=date,
        body=body.get_content() if body else "",
    )
