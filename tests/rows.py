"""Forms of several lines as a browser posts them."""

from typing import Any

PREFIX = "lignes"


def lines(*rows: dict[str, Any]) -> dict[str, Any]:
    """The fields of a set of lines, with what Django's management form counts."""
    typed: dict[str, Any] = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        typed |= {f"{PREFIX}-{number}-{name}": value for name, value in row.items()}
    return typed
