"""What a kind of list has of its own: its columns, the row that a line means, when two lines are the same."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol
from uuid import UUID

from django.db.models import Choices, Model

from common.spreadsheets import Cell, Limits, as_text
from common.spreadsheets.limits import MIB
from common.spreadsheets.lines import Column
from common.spreadsheets.parsing import CellError, Parser, day, plain, text_of
from conventions.policies import WrongFact
from conventions.texts import Unwritable, check_text

MOST_LINES: Final = 10_000
LIMITS: Final = Limits(file=5 * MIB, expanded=60 * MIB, part=20 * MIB, rows=MOST_LINES, columns=60, characters=1_000)
FIRST_YEAR: Final = 2000  # before it, a year is mistyped


class Kind(Protocol):
    """Made for one reader: what she may name is looked up once."""

    sheet: str
    columns: tuple[Column, ...]

    def row_of(self, facts: Mapping[str, Any]) -> Model:
        """The row, not saved, that the facts of a line mean. Raises WrongFact, of the column to correct."""

    def key_of(self, row: Any) -> Hashable:
        """Equal for two rows that tell the same thing, in the file or in the database."""

    def told_by(self, row: Any) -> str:
        """What rows of one key may say differently, "" where nothing is."""

    def known(self, rows: Sequence[Any]) -> dict[Hashable, str]:
        """Key -> what it tells, of the rows that are written already. One query."""

    def check_together(self, rows: Iterable[tuple[int, Any]]) -> dict[int, WrongFact]:
        """(number of line, row) of those that are new -> what is wrong with some of them, taken together."""


def named(people: Iterable[tuple[UUID, str]], sentence: str) -> Parser:
    """One of those organisations by its name, in any case and with or without accents."""
    by_name: dict[str, list[UUID]] = {}
    for key, name in people:
        by_name.setdefault(plain(name), []).append(key)

    def parse(cell: Cell) -> UUID:
        found = by_name.get(plain(as_text(cell)), [])
        if not found:
            raise CellError(sentence)
        if len(found) > 1:
            raise CellError("Plusieurs organismes s’écrivent ainsi : saisissez cette ligne dans la page.")
        return found[0]

    return parse


def line_of(longest: int) -> Parser:
    """A text that several organisations read: nothing in it by which somebody is found."""
    typed = text_of(longest)

    def parse(cell: Cell) -> str:
        try:
            return check_text(typed(cell))
        except Unwritable as error:
            raise CellError(str(error)) from error

    return parse


def day_until(last: date | None) -> Parser:
    """A day that is not after `last` (None: any)."""

    def parse(cell: Cell) -> date:
        found = day(cell)
        if found.year < FIRST_YEAR:
            raise CellError("Cette année est trop ancienne : vérifiez-la.")
        if last is not None and found > last:
            raise CellError("Ce jour est à venir : vérifiez l’année.")
        return found

    return parse


def words_of(kind: type[Choices]) -> dict[str, str]:
    """The codes and the labels of an enumeration, each with its code."""
    return {str(word): one.value for one in kind for word in (one.value, one.label)}
