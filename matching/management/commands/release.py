"""`manage.py release`: the nightly release at once, for tests and the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from matching.actions import release_consequences


class Command(BaseCommand):
    help = "Shows at once what waits for the nightly release."

    def handle(self, *args: Any, **options: Any) -> None:
        released = release_consequences(now=timezone.now())
        self.stdout.write(
            f"Off the lists: {released.unlisted}. Requests ended: {released.ended}. Needed: {released.needed}."
        )
