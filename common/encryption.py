"""Encryption of what the database must not read: AES-256-GCM, bound to the place where the text is kept.

The associated data is the place (table, row, field): a sealed value moved to another row or column does not open.
The keyring comes from the environment (`settings.ENCRYPTION_KEYS`, key id -> 32 bytes in base64): its first key seals,
every key opens.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """A sealed value does not open: wrong key, wrong place or altered bytes. Says nothing of the content."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value is kept."""

    table: str
    row: str
    field: str

    def __bytes__(self) -> bytes:
        return "\x1f".join((self.table, self.row, self.field)).encode()


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal_with(key: bytes, content: bytes, place: Place) -> bytes:
    """`content` sealed for `place` under a 32-byte key: nonce, then ciphertext with its tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bytes(place))


def open_with(key: bytes, sealed: bytes, place: Place) -> bytes:
    """The content sealed by `seal_with`. Raises CannotOpen."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bytes(place))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


@dataclass(frozen=True)
class Keyring:
    """The keys of the environment, current key first."""

    keys: tuple[tuple[str, bytes], ...]

    def seal(self, content: bytes, place: Place) -> bytes:
        """`content` sealed under the current key; the key's id leads, length first."""
        key_id, key = self.keys[0]
        name = key_id.encode()
        return bytes([len(name)]) + name + seal_with(key, content, place)

    def open(self, sealed: bytes, place: Place) -> bytes:
        """The content, whichever key of the ring sealed it. Raises CannotOpen."""
        length = sealed[0] if sealed else 0
        key = dict(self.keys).get(sealed[1 : 1 + length].decode(errors="replace"))
        if key is None:
            raise CannotOpen
        return open_with(key, sealed[1 + length :], place)

    def is_current(self, sealed: bytes) -> bool:
        """Whether the current key sealed it: what a rotation leaves as it is."""
        name = self.keys[0][0].encode()
        return sealed[: 1 + len(name)] == bytes([len(name)]) + name

    def blind_index(self, value: str, purpose: str) -> bytes:
        """A keyed digest (32 bytes) by which equal values are found without being read."""
        key = self.keys[-1][1]  # the oldest key: an index outlives a rotation of the current one
        return hmac.new(key, f"{purpose}\x1f{value}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=4)
def _keyring(entries: tuple[tuple[str, str], ...]) -> Keyring:
    return Keyring(tuple((key_id, base64.b64decode(text)) for key_id, text in entries))


def keyring() -> Keyring:
    """The keyring of the settings."""
    return _keyring(tuple(settings.ENCRYPTION_KEYS.items()))
