"""`manage.py record_bounces < report`: a delivery report, as a mail server pipes it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from notifications.actions import record_bounce
from notifications.bounces import undelivered


class Command(BaseCommand):
    help = "Reads one delivery report (RFC 3464) and stops the messages to whom it names. Anything else is ignored."

    def handle(self, *args: Any, **options: Any) -> None:
        notice_id = undelivered(sys.stdin.buffer.read())
        found = notice_id is not None and record_bounce(notice_id=notice_id)
        # Neither address nor id: this stands in the log of a mail server.
        self.stdout.write("Recorded." if found else "Nothing of ours.")
