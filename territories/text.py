"""How typed names are brought to one form, so that « Étaples », "etaples" and "ETAPLES" are the same word."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_ABBREVIATIONS: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARRONDISSEMENT: Final = frozenset({"arrondissement", "arrondissements", "arrdt", "arrt", "arr"})
_ORDINAL: Final = re.compile(r"^0?(\d{1,2})(?:er|ere|e|eme|ieme)$")
_SUR: Final = re.compile(r"\bs/", re.IGNORECASE)


def normalise(text: str) -> str:
    """Lower case, without accents, ligatures or punctuation, words parted by one space."""
    lowered = text.lower().translate(_LIGATURES)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", lowered).strip()


def commune_key(text: str) -> str:
    """`normalise`, with the abbreviations of communes' names spelt out ("St" is "Saint", "s/" is "sur").

    An arrondissement is its city and number: "Paris 1er Arrondissement", "paris 1ere arrdt" and "Paris 1" are one key.
    """
    words = normalise(_SUR.sub("sur ", text)).split()
    spelt = (_ABBREVIATIONS.get(word, _ORDINAL.sub(r"\1", word)) for word in words)
    return " ".join(word for word in spelt if word not in _ARRONDISSEMENT)


def edit_distances(typed: str, name: str, limit: int) -> tuple[int, int]:
    """Slips (letter added, missing, wrong, or two swapped) from `typed` to `name`, and to the nearest start of `name`.

    Counts over `limit` are all given as limit + 1: only the diagonal band that can hold fewer is computed.
    """
    too_many = limit + 1
    width = len(name)
    before_last: dict[int, int] = {}
    last = {column: column for column in range(min(width, limit) + 1)}
    for row, letter in enumerate(typed, start=1):
        current: dict[int, int] = {}
        for column in range(max(0, row - limit), min(width, row + limit) + 1):
            if column == 0:
                current[0] = row
                continue
            best = min(
                last.get(column - 1, too_many) + (letter != name[column - 1]),
                last.get(column, too_many) + 1,
                current.get(column - 1, too_many) + 1,
            )
            if row > 1 and column > 1 and letter == name[column - 2] and typed[row - 2] == name[column - 1]:
                best = min(best, before_last.get(column - 2, too_many) + 1)
            current[column] = best
        if not current or min(current.values()) > limit:
            return too_many, too_many
        before_last, last = last, current
    return min(last.get(width, too_many), too_many), min(too_many, *last.values())
