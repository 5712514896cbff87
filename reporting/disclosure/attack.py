"""What a reader may still believe of each cell, by linear programming: the judge of what is hidden.

Everything is told as a move away from the true figures: none for a cell that is read, within the reader's bounds for
one that is not, and such that each sum still holds.
"""

from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np

from reporting.disclosure.component import Component, Floats, Mask, Reader

# What a solver rounds.
TINY: Final = 1e-6
MOVES_KEPT: Final = 4_000
# Moves of many cells at once are tried as long as each widens as many as this: it costs what a few single ones do.
WORTH_A_SWEEP: Final = 4
MOST_SWEEPS: Final = 20
PRIMAL_SIMPLEX: Final = 4


class SolverFailed(Exception):
    """The solver gave no optimum: nothing may be published on it."""


class _Silent(highspy.Highs):
    """Its banner would go to the output of the process as soon as it is made."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def solver(**options: Any) -> highspy.Highs:
    """On one thread (a worker may fork after it), and such that the same problem has the same solution."""
    made = _Silent()
    for name, value in {"threads": 1, "parallel": "off", "random_seed": 0, **options}.items():
        made.setOptionValue(name, value)
    return made


@dataclass(frozen=True)
class Failure:
    """A reader (by position) finds a cell (by position) too nearly.

    `proof`: how much each cell would let this one move if it were hidden, at most the threshold. Whatever is hidden,
    what those hidden let it move must reach the threshold, or the reader finds it again.
    """

    reader: int
    cell: int
    proof: Floats


class Attacker:
    """One reader, whose solver starts again from its last solution: the bounds of cells and the goal change alone."""

    def __init__(self, component: Component, reader: Reader) -> None:
        count = len(component.cells)
        self.reader = reader
        self._hidden: Mask = np.zeros(count, dtype=bool)
        self._every = np.arange(count, dtype=np.int32)
        self._nothing = np.zeros(count)
        self._highs = solver(
            solver="simplex", presolve="off", simplex_strategy=PRIMAL_SIMPLEX, simplex_scale_strategy=0
        )
        self._highs.addVars(count, self._nothing, self._nothing)
        for cells, signs in component.rows:
            self._highs.addRow(0, 0, len(cells), np.array(cells, dtype=np.int32), np.array(signs, dtype=float))

    def faces(self, hidden: Mask) -> None:
        """What is hidden from here on."""
        changed = self._every[self._hidden != hidden]
        if changed.size:
            down = np.where(hidden, self.reader.down, 0.0)[changed]
            up = np.where(hidden, self.reader.up, 0.0)[changed]
            self._highs.changeColsBounds(changed.size, changed, down, up)
        self._hidden = hidden

    def furthest(self, cell: int, sign: int) -> tuple[Floats, Floats]:
        """A move that takes a cell as far up (1) or down (-1) as it can go, and the proof that it goes no further: how
        far each cell, if it is hidden, lets this one go.
        """
        goal = self._nothing.copy()
        goal[cell] = sign
        move, price = self.towards(goal)
        price[np.abs(price) < TINY] = 0.0
        return move, np.maximum(price * self.reader.up, price * self.reader.down)

    def towards(self, goal: Floats) -> tuple[Floats, Floats]:
        """The move that goes furthest in a direction, and what a unit of each cell's bounds is worth to it."""
        self._highs.changeColsCost(goal.size, self._every, -goal)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(self._highs.modelStatusToString(status))
        solution = self._highs.getSolution()
        return np.array(solution.col_value), -np.array(solution.col_dual)


class Judge:
    """All readers of a component, with the moves found so far: what moves one cell far enough often moves others, and
    a move that one reader may believe, others may too, on a smaller scale.

    `asked`: by reader and cell, what is to be protected when it is hidden.
    """

    def __init__(self, component: Component) -> None:
        self._wide = component.threshold - TINY
        self._most = float(component.threshold)
        self._attackers = [Attacker(component, reader) for reader in component.readers]
        self._moves: Floats = np.zeros((0, len(component.cells)))
        self._found: list[Floats] = []
        protected = component.targets | component.open
        self.asked: Mask = np.array([protected & ~reader.knows for reader in component.readers])

    def failures(self, hidden: Mask, *, most: int | None = None) -> list[Failure]:
        """Cells that a reader finds too nearly when `hidden` is hidden, reader after reader: once one has some, those
        after wait for the next call. `most`: enough of them.
        """
        self._moves = np.vstack([self._moves, *self._found])[-MOVES_KEPT:]
        self._found = []
        usable = self._moves[~(np.abs(self._moves[:, ~hidden]) > TINY).any(axis=1)]
        for reader, attacker in enumerate(self._attackers):
            attacker.faces(hidden)
            width = _Width(attacker.reader, usable)
            self._sweep(attacker, width, self.asked[reader] & hidden)
            if failures := self._narrow(reader, width, self.asked[reader] & hidden, most):
                return failures
        return []

    def _sweep(self, attacker: Attacker, width: "_Width", asked: Mask) -> None:
        """Widens many cells at once, each in a direction drawn the same way each time."""
        draws = np.random.default_rng(0)
        narrow = asked & (width.total < self._wide)
        for _ in range(MOST_SWEEPS):
            before = np.count_nonzero(narrow)
            if before < WORTH_A_SWEEP:
                return
            move, _price = attacker.towards(np.where(narrow, draws.choice([-1.0, 1.0], narrow.size), 0.0))
            self._found.append(move)
            width.take(move[np.newaxis])
            narrow &= width.total < self._wide
            if before - np.count_nonzero(narrow) < WORTH_A_SWEEP:
                return

    def _narrow(self, reader: int, width: "_Width", asked: Mask, most: int | None) -> list[Failure]:
        attacker = self._attackers[reader]
        failures: list[Failure] = []
        for cell in np.flatnonzero(asked & (width.total < self._wide)):
            proof: Floats = np.zeros(asked.size)
            for sign in (1, -1):
                if width.total[cell] < self._wide:
                    move, why = attacker.furthest(int(cell), sign)
                    proof += why
                    self._found.append(move)
                    width.take(move[np.newaxis])
            if width.total[cell] < self._wide:
                failures.append(Failure(reader, int(cell), np.minimum(proof, self._most)))
                if most is not None and len(failures) >= most:
                    break
        return failures


class _Width:
    """How far up and down moves take each cell, each move as far as the reader may believe it."""

    def __init__(self, reader: Reader, moves: Floats) -> None:
        self._reader = reader
        self._up: Floats = np.zeros(len(reader.up))
        self._down: Floats = np.zeros(len(reader.up))
        self.take(moves)

    @property
    def total(self) -> Floats:
        return self._up + self._down

    def take(self, moves: Floats) -> None:
        if not len(moves):
            return
        scale = np.full(moves.shape, np.inf)
        np.divide(self._reader.up, moves, out=scale, where=moves > TINY)
        np.divide(self._reader.down, moves, out=scale, where=moves < -TINY)
        scaled = moves * np.clip(scale.min(axis=1), 0.0, 1.0)[:, np.newaxis]
        self._up = np.maximum(self._up, scaled.max(axis=0))
        self._down = np.maximum(self._down, -scaled.min(axis=0))
