"""The least to hide that breaks every proof found so far."""

from typing import Final

import highspy
import numpy as np

from reporting.disclosure.attack import TINY, Failure, solver
from reporting.disclosure.component import Component, Floats, Mask

# How far from the least cost an answer may be, and where the search stops with the best it has.
GAP: Final = 0.03
MOST_NODES: Final = 200
HALF: Final = 0.5


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
        self._every = np.arange(count, dtype=np.int32)
        self._costs = component.costs[self._choices]
        # Small cells are hidden whatever is chosen: they count among what is hidden, not in the choice.
        self._always = float(np.count_nonzero(component.targets))
        self.least = self._always
        self._highs.addVars(count, np.zeros(count), np.ones(count))
        self._highs.changeColsCost(count, self._every, self._costs)
        self._highs.changeColsIntegrality(count, self._every, np.array([highspy.HighsVarType.kInteger] * count))
        self._highs.changeObjectiveOffset(self._always)

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

    def solve(self, within: Mask, already: Mask | None = None) -> Mask | None:
        """What to hide: the best found, all of `within` where none was. None when nothing breaks every proof.

        `already`: hidden in any case. Without it, no set of `within` that protects costs less than `least` then.
        """
        hidden = self._fixed.copy()
        count = len(self._choices)
        if not count:
            self.least = self.cost(hidden)
            return hidden if self.breaks(hidden) else None
        floor = np.zeros(count) if already is None else already[self._choices].astype(float)
        self._highs.changeColsBounds(count, self._every, floor, within[self._choices].astype(float))
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        if already is None:
            self.least = float(self._highs.getInfo().mip_dual_bound)
        solution = self._highs.getSolution()
        chosen = np.array(solution.col_value) > HALF if solution.value_valid else within[self._choices]
        hidden[self._choices] = chosen
        return hidden

    def cost(self, hidden: Mask) -> float:
        return float(self._costs[hidden[self._choices]].sum()) + self._always

    def _line(self, failure: Failure) -> tuple[Floats, float]:
        """A proof without the cells that are hidden anyhow. Against a cell that may be shown it binds if hidden."""
        weights = failure.proof[self._choices]
        have = float(failure.proof[self._fixed].sum())
        column = self._column.get(failure.cell)
        if column is None:
            need = self._threshold - have
            return np.minimum(weights, max(need, 0.0)), need
        weights[column] -= self._threshold
        return weights, -have
