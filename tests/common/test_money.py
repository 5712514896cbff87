"""Amounts as people type them."""

import pytest

from common.money import parse_euros, type_euros


@pytest.mark.parametrize(
    ("text", "cents"),
    [("612,40", 61_240), ("612.4", 61_240), (" 1 200 € ", 120_000), ("1\u202f200,05", 120_005), ("0", 0), ("7", 700)],
)
def test_what_is_typed_is_understood(text: str, cents: int) -> None:
    assert parse_euros(text) == cents


@pytest.mark.parametrize("text", ["", "-5", "abc", "1,2,3", "12,345", "1e3", "٣", "9" * 30, "∞"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_euros(text)


@pytest.mark.parametrize("cents", [0, 5, 61_240, 61_200, 300_000])
def test_typed_back_it_is_the_same_amount(cents: int) -> None:
    assert parse_euros(type_euros(cents)) == cents
