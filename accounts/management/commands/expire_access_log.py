"""Drops the months of the access log older than 12, by a role that the platform itself does not hold.

AUDIT_DATABASE_URL is the address of the main database for the role that owns the log. It belongs to the environment of
this command alone (a monthly job of the operator), never to that of the web or the workers: whoever takes them over
cannot erase the traces.
"""

import os
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from accounts.partitions import expire


class Command(BaseCommand):
    help = "Drops the months of the access log older than 12 (AUDIT_DATABASE_URL)."

    def handle(self, *args: Any, **options: Any) -> None:
        address = os.environ.get("AUDIT_DATABASE_URL")
        if not address:
            raise CommandError("AUDIT_DATABASE_URL is not set: the platform's own role does not erase its traces.")
        with psycopg.connect(address) as connection:
            dropped, waiting = expire(connection)
        self.stdout.write(f"{len(dropped)} months dropped. {waiting} old rows in the default partition.")
