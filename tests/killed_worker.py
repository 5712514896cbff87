"""A worker that dies, run by tests as `python -m tests.killed_worker WHAT ID FILE`, on the databases of the test.

`announce`: SIGKILL once the message has left, before anything is written of it; its Message-ID stands in FILE.
`find_matches`: SIGKILL once the référentes are told, before the end of the transaction.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "passlogement.settings.test"


def main(what: str, row_id: str, file: str) -> None:
    import django  # noqa: PLC0415 - its databases are named first
    from django.conf import settings  # noqa: PLC0415

    for alias, name in zip(settings.DATABASES, os.environ["TEST_DATABASES"].split(","), strict=True):
        settings.DATABASES[alias]["NAME"] = name
    django.setup()
    {"announce": _announce, "find_matches": _find_matches}[what](UUID(row_id), Path(file))


def _announce(recipient_id: UUID, file: Path) -> None:
    from django.core.mail import EmailMessage  # noqa: PLC0415

    from notifications.actions import announce_to  # noqa: PLC0415

    def send(message: EmailMessage) -> int:
        file.write_text(message.extra_headers["Message-ID"])
        os.kill(os.getpid(), signal.SIGKILL)
        return 1

    EmailMessage.send = send  # type: ignore[method-assign, assignment]
    announce_to(recipient_id=recipient_id)


def _find_matches(due_id: UUID, file: Path) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from matching.actions import alerts  # noqa: PLC0415

    real = alerts.gather

    def gather(**about: Any) -> None:
        real(**about)
        file.write_text("told one")
        os.kill(os.getpid(), signal.SIGKILL)

    alerts.gather = gather
    alerts.find_matches(due_id=due_id, now=timezone.now())


if __name__ == "__main__":
    main(*sys.argv[1:])
