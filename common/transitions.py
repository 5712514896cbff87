"""Transition tables: which state may follow which, moved by whom, waited on by whom, as data. Knows no domain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WrongState(Exception):
    """The action does not exist in the present state. `str(error)` is a French sentence for the reader."""


@dataclass(frozen=True)
class Move:
    """From which states, to which one, by which sides; `label` is the button's word.

    `target` is None for a move that leads back to where its object came from. `undo`: nothing has left yet, so that
    whoever made it may take it back for a moment.
    """

    origins: frozenset[StrEnum]
    target: StrEnum | None
    movers: frozenset[str] = frozenset()
    label: str = ""
    undo: bool = False


@dataclass(frozen=True)
class Wait:
    """Who holds a state, and until when, in words. Every state that is not final has one."""

    owner: str
    until: str


@dataclass(frozen=True)
class TransitionTable:
    """States and the moves between them, the first state, who waits in each, those in which nothing waits."""

    name: str
    states: type[StrEnum]
    initial: StrEnum
    moves: Mapping[str, Move]
    waits: Mapping[StrEnum, Wait] = field(default_factory=dict)
    finals: frozenset[StrEnum] = frozenset()

    def target(self, action: str, state: str, *, refusal: str) -> StrEnum:
        """The state that `action` leads to from `state`. Raises WrongState with the sentence `refusal`."""
        move = self.moves[action]
        if state not in move.origins or move.target is None:
            raise WrongState(refusal)
        return move.target

    def allows(self, action: str, state: str) -> bool:
        return state in self.moves[action].origins

    def moves_from(self, state: str) -> tuple[str, ...]:
        """The actions that exist in a state, in the order of the table."""
        return tuple(action for action, move in self.moves.items() if state in move.origins)
