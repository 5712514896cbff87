"""What is sealed opens in its place alone, under a key of the ring."""

import base64

import pytest
from django.test import override_settings

from common.encryption import CannotOpen, Place, keyring, new_key, open_with, seal_with

PLACE = Place("table", "row", "field")
OLD = base64.b64encode(b"o" * 32).decode()
NEW = base64.b64encode(b"n" * 32).decode()


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    key = new_key()

    assert open_with(key, seal_with(key, b"secret", PLACE), PLACE) == b"secret"
    assert seal_with(key, b"secret", PLACE) != seal_with(key, b"secret", PLACE)


@pytest.mark.parametrize(
    "place", [Place("other", "row", "field"), Place("table", "2", "field"), Place("table", "row", "x")]
)
def test_moved_elsewhere_it_does_not_open(place: Place) -> None:
    key = new_key()

    with pytest.raises(CannotOpen):
        open_with(key, seal_with(key, b"secret", PLACE), place)


@pytest.mark.parametrize("sealed", [b"", b"x", b"\x04test", b"\xff" * 80])
def test_bytes_that_nobody_sealed_do_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        keyring().open(sealed, PLACE)


def test_one_flipped_bit_is_seen() -> None:
    sealed = bytearray(keyring().seal(b"secret", PLACE))
    sealed[-1] ^= 1

    with pytest.raises(CannotOpen):
        keyring().open(bytes(sealed), PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    with override_settings(ENCRYPTION_KEYS={"old": OLD}):
        before = keyring().seal(b"secret", PLACE)
        index = keyring().blind_index("Mésange 42", "code")
    with override_settings(ENCRYPTION_KEYS={"new": NEW, "old": OLD}):
        assert keyring().open(before, PLACE) == b"secret"
        after = keyring().seal(b"secret", PLACE)
        assert keyring().blind_index("Mésange 42", "code") == index, "an index outlives the rotation"
    with override_settings(ENCRYPTION_KEYS={"old": OLD}), pytest.raises(CannotOpen):
        keyring().open(after, PLACE)
    with override_settings(ENCRYPTION_KEYS={"new": NEW}), pytest.raises(CannotOpen):
        keyring().open(before, PLACE)


def test_an_index_tells_purposes_apart() -> None:
    assert keyring().blind_index("Mésange 42", "a") != keyring().blind_index("Mésange 42", "b")
    assert len(keyring().blind_index("Mésange 42", "a")) == 32
