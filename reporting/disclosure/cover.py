"""The least to hide that breaks every proof found so far."""

from typing import Final

import highspy
import numpy as np

from reporting.disclosure.attack import TINY, Failure, solver
from reporting.disclosure.component import Component, Floats, Mask

# How far from the least cost an answer may be, and where the search stops with the best it has.
GAP: Final = 0.03
MOST_NODES: Final = 2_000


class Cover:
    """A whole program with a yes or no for each cell that may be hidden. Each proof is a line of it: what those hidden
    let a cell move reaches the threshold.

    `allowed`: what may be hidden beside what always is.
    """

    def __init__(self, component: Component, allowed: Mask) -> None:
        self._fixed = component.unread
        self._allowed = allowed
        self._choices = np.flatnonzero(allowed & ~component.unread)
        self._column = {int(cell): column for column, cell in enumerate(self._choices)}
        self._threshold = float(component.threshold)
        self._lines: list[tuple[Floats, float]] = []
        self._highs = solver(mip_rel_gap=GAP, mip_max_nodes=MOST_NODES)
        count = len(self._choices)
        every = np.arange(count, dtype=np.int32)
        self._highs.addVars(count, np.zeros(count), np.ones(count))
        self._highs.changeColsCost(count, every, component.costs[self._choices])
        self._highs.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kInteger] * count))
        self._highs.changeObjectiveOffset(float(np.count_nonzero(component.targets)))

    def add(self, failure: Failure, hidden: Mask) -> None:
        """`hidden`: with which the cell was found. A proof that rounding leaves satisfied becomes: hide one more."""
        weights, need = self._line(failure)
        if weights @ hidden[self._choices] >= need - TINY:
            one_more = np.where(hidden, 0.0, self._threshold)
            weights, need = self._line(Failure(failure.reader, failure.cell, one_more))
        self._lines.append((weights, need))
        used = np.flatnonzero(weights)
        self._highs.addRow(need, highspy.kHighsInf, used.size, used.astype(np.int32), weights[used])

    def breaks(self, hidden: Mask) -> bool:
        """Whether what is hidden breaks every proof known."""
        return all(weights @ hidden[self._choices] >= need - TINY for weights, need in self._lines)

    def solve(self) -> Mask | None:
        """What to hide: the best found, all that may be where none was. None when nothing breaks every proof."""
        hidden = self._fixed.copy()
        if not self._choices.size:
            return hidden if self.breaks(hidden) else None
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        solution = self._highs.getSolution()
        hidden[self._choices] = np.array(solution.col_value) > 0.5 if solution.value_valid else True  # noqa: PLR2004
        return hidden

    def _line(self, failure: Failure) -> tuple[Floats, float]:
        """A proof without the cells that are hidden anyhow. Against a cell that may be shown it binds when it is not."""
        weights = failure.proof[self._choices]
        have = float(failure.proof[self._fixed].sum())
        column = self._column.get(failure.cell)
        if column is None:
            need = self._threshold - have
            return np.minimum(weights, max(need, 0.0)), need
        weights[column] -= self._threshold
        return weights, -have
