"""Second factors: sealed anew when the keyring rotates, removed when two people decided so."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from common.encryption import keyring

# Of allauth's authenticators: the key of codes, the seed of recovery codes, recovery codes brought from elsewhere.
SEALED_FIELDS = frozenset({"secret", "seed", "migrated_codes"})


@transaction.atomic
def rotate_second_factors() -> int:
    """Seals anew, under the current key of the ring, the secrets of second factors; gives how many rows changed.

    There is no `by`: the operator of the platform acts, by a command.
    """
    adapter, rotated = get_adapter(), 0
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        sealed = {name: value for name, value in row.data.items() if name in SEALED_FIELDS}
        anew = {name: _sealed_anew(adapter, value) for name, value in sealed.items()}
        if anew != sealed:
            row.data |= anew
            row.save(update_fields=["data"])
            rotated += 1
    return rotated


def _sealed_anew(adapter: DefaultMFAAdapter, value: str | list[str]) -> str | list[str]:
    """A value sealed by another key, sealed by the current one; one that already is stays as it is."""
    if isinstance(value, list):
        return [str(_sealed_anew(adapter, one)) for one in value]
    if keyring().is_current(base64.b64decode(value)):
        return value
    return str(adapter.encrypt(adapter.decrypt(value)))
