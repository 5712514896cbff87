"""Transition tables: which state may follow which, as data. Knows no domain."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class WrongState(Exception):
    """The action does not exist in the present state. `str(error)` is a French sentence for the reader."""


@dataclass(frozen=True)
class TransitionTable:
    """States and the moves between them: `moves[action]` is (states it may start from, state it leads to)."""

    name: str
    states: type[StrEnum]
    initial: StrEnum
    moves: Mapping[str, tuple[frozenset[StrEnum], StrEnum]]

    def target(self, action: str, state: str, *, refusal: str) -> StrEnum:
        """The state that `action` leads to from `state`. Raises WrongState with the sentence `refusal`."""
        origins, target = self.moves[action]
        if state not in origins:
            raise WrongState(refusal)
        return target

    def allows(self, action: str, state: str) -> bool:
        return state in self.moves[action][0]
