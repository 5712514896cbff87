"""Amounts as people type them, in euros, and as the platform keeps them, in cents."""

import re
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(r"^([0-9]{1,7})(?:[.,]([0-9]{1,2}))?$")
_NOISE = re.compile(r"[\s\u00a0\u202f€]")


def parse_euros(text: str) -> int:
    """ "612,40 €", "1 200", "612.4" in cents. Raises ValueError for anything else, a negative amount included."""
    found = _AMOUNT.match(_NOISE.sub("", text))
    if not found:
        raise ValueError("not an amount")
    euros, cents = found[1], (found[2] or "0").ljust(2, "0")
    return int((Decimal(f"{euros}.{cents}") * 100).to_integral_value(ROUND_HALF_UP))


def type_euros(cents: int) -> str:
    """An amount as it is typed back into a field: 61240 gives "612,40", 61200 gives "612"."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
