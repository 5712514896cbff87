"""Search of communes by what a person types: names, postal codes, abbreviations, slips of the hand.

Everything is precomputed over normalised names. Records are kept larger population first, and a record's place in that
list is its rank: to sort ranks is to sort by size. A query takes a few milliseconds whatever is typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Final

from territories.records import CommuneRecord
from territories.text import commune_key, edit_distances

MAX_SUGGESTIONS: Final = 8
_MAX_QUERY: Final = 80  # the longest name of a commune has 45 letters
_MAX_COMPARED: Final = 150  # names compared letter by letter for one mistyped query
_SHORTEST_MISTYPED: Final = 3
_LONG_ENOUGH_FOR_TWO_SLIPS: Final = 6
_ARTICLE: Final = re.compile(r"(?:les|le|la|l) ")
_SPLIT_POSTAL_CODE: Final = re.compile(r"\b(\d{2}) (\d{3})\b")
_BRACKETED_CODE: Final = re.compile(r"\(\s*(\d{2,5}|2[abAB])\s*\)\s*$")
_CODE: Final = re.compile(r"\d{2,5}|2[ab]")
_LAST_CHARACTER: Final = "\U0010ffff"

Ranks = set[int]


@dataclass(frozen=True, slots=True)
class _Query:
    """A typed text: all its words, and those left once a code (postal code, its start, or a département) is set apart.

    A code between brackets is never part of the name: `words` is then empty, "Marseille (13)" is not "Marseille 13".
    """

    words: list[str]
    name_words: list[str]
    code: str

    @classmethod
    def parse(cls, text: str) -> _Query:
        text = text[:_MAX_QUERY]
        bracketed = _BRACKETED_CODE.search(text)
        if bracketed:
            return cls([], commune_key(text[: bracketed.start()]).split(), bracketed[1].lower())
        words = _SPLIT_POSTAL_CODE.sub(r"\1\2", commune_key(text)).split()
        if words and _CODE.fullmatch(words[0]):
            return cls(words, words[1:], words[0])
        if words and _CODE.fullmatch(words[-1]):
            return cls(words, words[:-1], words[-1])
        return cls(words, words, "")

    @property
    def whole(self) -> str:
        return "".join(self.words)

    @property
    def name(self) -> str:
        return "".join(self.name_words)


class CommuneSearch:
    """Finds records by typed text. Build it once: it costs a few tenths of a second."""

    def __init__(self, records: Iterable[CommuneRecord]) -> None:
        self._records = sorted(records, key=lambda one: (-one.population, one.name, one.code))
        self._keys = [commune_key(record.name) for record in self._records]
        self._names: dict[str, list[int]] = defaultdict(list)
        self._bare_names: dict[str, list[int]] = defaultdict(list)
        starts: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._postal_codes: dict[str, list[int]] = defaultdict(list)
        self._departements: dict[str, list[int]] = defaultdict(list)
        for rank, (record, key) in enumerate(zip(self._records, self._keys, strict=True)):
            self._names[key.replace(" ", "")].append(rank)
            starts[key].append(rank)
            article = _ARTICLE.match(key)
            if article:
                bare = key[article.end() :]
                self._bare_names[bare.replace(" ", "")].append(rank)
                starts[bare].append(rank)
            for word in set(key.split()):
                self._words[word].append(rank)
            for postal_code in record.postal_codes:
                self._postal_codes[postal_code].append(rank)
            self._departements[record.departement.lower()].append(rank)
        self._sorted_words = sorted(self._words)
        self._sorted_postal_codes = sorted(self._postal_codes)
        self._starts = dict(starts)
        self._sorted_starts = sorted(starts)

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> list[CommuneRecord]:
        """At most `limit` records for a text being typed: exact names, prefixes, words, then slips; larger first."""
        query = _Query.parse(text)
        found: dict[int, None] = {}
        for tier in self._tiers(query):
            found.update(dict.fromkeys(sorted(tier)))
            if len(found) >= limit:
                break
        if len(found) < limit and query.whole not in self._names and query.name not in self._names:
            found.update(dict.fromkeys(self._slips(query)))
        return [self._records[rank] for rank in list(found)[:limit]]

    def named(self, text: str) -> list[CommuneRecord]:
        """The records that a finished text names exactly, larger first: several for namesakes, perhaps none.

        A postal code narrows Paris, Lyon or Marseille to its arrondissement.
        """
        query = _Query.parse(text)
        ranks = self._names.get(query.whole, [])
        if not ranks and query.code:
            if query.name:
                ranks = self._at(query.code, self._names.get(query.name) or self._spelt(query.name))
            elif query.code in self._postal_codes:
                ranks = self._at(query.code, self._postal_codes[query.code])
        if not ranks and not self._goes_on(query.words):
            ranks = self._bare_names.get(query.whole, [])
        return [self._records[rank] for rank in sorted(ranks)]

    def _tiers(self, query: _Query) -> Iterator[Iterable[int]]:
        """Sets of ranks, the best matches first. The whole text first: "Paris 15" is a name, "Paris 75" is not."""
        if query.words:
            yield self._names.get(query.whole, ())
            yield self._starting(query.words)
        if not query.code:
            yield self._with_words(query.words)
            return
        allowed = self._allowed(query.code)
        if not query.name:
            yield allowed
            return
        yield allowed.intersection(self._names.get(query.name, ()))
        yield allowed & self._starting(query.name_words)
        yield allowed & self._with_words(query.name_words)

    def _allowed(self, code: str) -> Ranks:
        """Ranks that a postal code, the start of one, or a département's code allows."""
        allowed = set(self._departements.get(code, ()))
        for postal_code in _starting_with(self._sorted_postal_codes, code):
            allowed.update(self._postal_codes[postal_code])
        if not allowed and code.endswith("000"):  # "75000 Paris" is no postal code, but everybody writes it
            allowed.update(self._departements.get(code[:2], ()))
        return allowed

    def _at(self, code: str, ranks: list[int]) -> list[int]:
        """Those of `ranks` that a code allows; for a city, its only arrondissement there when the code is postal."""
        allowed = self._allowed(code)
        kept = [rank for rank in ranks if rank in allowed]
        if code not in self._postal_codes:
            return kept
        cities = {self._records[rank].code for rank in kept}
        narrower = [
            rank for rank in allowed if self._records[rank].is_arrondissement and self._records[rank].whole in cities
        ]
        if not narrower:
            return kept
        return [rank for rank in kept if self._records[rank].whole not in self._wholes(narrower)] + narrower

    def _wholes(self, ranks: Iterable[int]) -> set[str]:
        return {self._records[rank].whole for rank in ranks}

    def _spelt(self, spelling: str) -> list[int]:
        """Ranks of this spelling, with or without the article that starts the name."""
        return self._names.get(spelling, []) + self._bare_names.get(spelling, [])

    def _starting(self, typed: list[str]) -> Ranks:
        """Ranks whose name, with or without its article, starts with these words, the last one perhaps unfinished."""
        return {rank for key in _starting_with(self._sorted_starts, " ".join(typed)) for rank in self._starts[key]}

    def _goes_on(self, typed: list[str]) -> bool:
        """True when longer names start with exactly these words: "Saint" is no short form of « Le Saint »."""
        return bool(_starting_with(self._sorted_starts, " ".join(typed) + " "))

    def _with_words(self, typed: list[str]) -> Ranks:
        """Ranks whose name has, for each typed word, a word that it starts; the longest word narrows first."""
        longest = max(typed, key=len, default=" ")
        ranks = {rank for word in _starting_with(self._sorted_words, longest) for rank in self._words[word]}
        for word in set(typed) - {longest}:
            ranks = {rank for rank in ranks if f" {word}" in f" {self._keys[rank]}"}
        return ranks

    def _slips(self, query: _Query) -> list[int]:
        """Ranks whose name is, or starts with, nearly what was typed: one slip, two in a longer text."""
        typed = query.name
        if len(typed) < _SHORTEST_MISTYPED:
            return []
        slips = 1 if len(typed) < _LONG_ENOUGH_FOR_TWO_SLIPS else 2
        allowed = self._allowed(query.code) if query.code else None
        scored: dict[int, int] = {}
        for spelling in self._slip_index.near(typed, slips):
            whole, start = edit_distances(typed, spelling, slips)
            if start > slips:  # the whole name is one of its own starts
                continue
            score = min(whole, start + 1)
            for rank in self._spelt(spelling):
                if allowed is None or rank in allowed:
                    scored[rank] = min(score, scored.get(rank, score))
        return sorted(scored, key=lambda rank: (scored[rank], rank))

    @cached_property
    def _slip_index(self) -> _SlipIndex:
        """Made at the first mistyped name: a process that meets none does not pay for it."""
        largest: dict[str, int] = {}
        for names in (self._names, self._bare_names):
            for spelling, ranks in names.items():
                largest[spelling] = min(ranks[0], largest.get(spelling, ranks[0]))
        return _SlipIndex(sorted(largest, key=largest.__getitem__))


class _SlipIndex:
    """Spellings by the trigrams they share with a mistyped one."""

    def __init__(self, spellings: list[str]) -> None:
        """Takes the spellings of larger towns first."""
        self._spellings = spellings
        self._trigrams: dict[str, list[int]] = defaultdict(list)
        for number, spelling in enumerate(spellings):
            for trigram in _trigrams(f"{spelling} "):
                self._trigrams[trigram].append(number)

    def near(self, typed: str, slips: int) -> list[str]:
        """The few spellings worth a comparison letter by letter: more shared trigrams first, then larger towns.

        A slip spoils at most four trigrams (two letters swapped), hence the least number to share.
        """
        trigrams = set(_trigrams(typed))
        shared: Counter[int] = Counter()
        for trigram in trigrams:
            shared.update(self._trigrams.get(trigram, ()))
        least = len(trigrams) - 4 * slips
        likely = [(-count, number) for number, count in shared.items() if count >= least]
        return [self._spellings[number] for _, number in nsmallest(_MAX_COMPARED, likely)]


def _trigrams(spelling: str) -> list[str]:
    padded = f"  {spelling}"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def _starting_with(ordered: list[str], start: str) -> list[str]:
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + _LAST_CHARACTER)]
