"""A new key for the keyring: put it first in ENCRYPTION_KEYS, run this, take the old one out 90 days later.

Searches (12 hours), imports and answers kept for the API (a day), drafts of forms (7 days) and gathered notices (90
days) are not sealed anew: hence that wait. The last key of the ring also makes the digests by which codes are found:
it stays for that, last, for ever.
"""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import rotate_second_factors
from associations.vault import rotate_keys


class Command(BaseCommand):
    help = "Seals anew, under the first key of ENCRYPTION_KEYS, every household key and every second factor."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rotate_keys()} household keys, {rotate_second_factors()} second factors sealed anew.")
