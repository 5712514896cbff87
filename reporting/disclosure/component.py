"""Cells that move together: what a hidden one may be depends on those it is summed with, never on the others."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reporting.disclosure.problem import CellId, Problem

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# The first reader: who knows nothing of her own.
ANYBODY: Final = 0
# A cell with no known maximum: this many thresholds above its value is as good as no end.
FAR: Final = 10
# Among as many cells hidden: a total is missed more than its parts, one of totals more still, and a large figure more
# than a small one. All in all less than half of a cell more, so that what is hidden stays near the fewest.
LEVEL_COST: Final = 0.14
LEVELS: Final = 2
VALUE_COST: Final = 0.08


@dataclass(frozen=True)
class Reader:
    """How far each cell may be from its value for somebody who does not read it. Arrays by cell, in the order of the
    component's.

    `down`, `up`: at most 0, at least 0; both 0 where the reader knows the cell. `knows`: nothing to protect from her.
    """

    down: Floats
    up: Floats
    knows: Mask


@dataclass(frozen=True)
class Component:
    """Cells in the order of their ids: the same problem is the same arrays, whatever the order of sets.

    `rows`: each sum, as positions and signs of its cells (whole 1, parts -1): the moves of a row add up to 0.
    `open`: may be hidden or shown. `unread`: not read whatever is decided. `small`: to protect whatever it takes.
    """

    cells: tuple[CellId, ...]
    rows: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    open: Mask
    unread: Mask
    small: Mask
    targets: Mask
    costs: Floats
    readers: tuple[Reader, ...]
    threshold: int


def components(problem: Problem) -> list[Component]:
    """Those that hold at least one cell to protect."""
    movable = set(problem.values) - problem.known
    rows = _rows(problem, movable)
    groups = _groups(sorted(movable), rows)
    levels = _levels(problem)
    small = problem.small
    to_protect = small | problem.hidden
    return [
        _component(problem, cells, rows_of, levels, small)
        for cells, rows_of in groups
        if any(cell in to_protect for cell in cells)
    ]


def _rows(problem: Problem, movable: set[CellId]) -> list[dict[CellId, int]]:
    """Signs of the cells of each sum, those that everybody reads left out."""
    found = set()
    for whole, parts in problem.sums:
        signs: dict[CellId, int] = defaultdict(int)
        signs[whole] += 1
        for part in parts:
            signs[part] -= 1
        found.add(tuple(sorted((cell, sign) for cell, sign in signs.items() if sign and cell in movable)))
    return [dict(row) for row in sorted(found) if row]


def _groups(
    movable: list[CellId], rows: list[dict[CellId, int]]
) -> list[tuple[tuple[CellId, ...], list[dict[CellId, int]]]]:
    leader = {cell: cell for cell in movable}

    def find(cell: CellId) -> CellId:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for row in rows:
        first, *others = row
        for other in others:
            leader[find(other)] = find(first)
    members: dict[CellId, list[CellId]] = defaultdict(list)
    for cell in movable:
        members[find(cell)].append(cell)
    rows_of: dict[CellId, list[dict[CellId, int]]] = defaultdict(list)
    for row in rows:
        rows_of[find(next(iter(row)))].append(row)
    return [(tuple(cells), rows_of[found]) for found, cells in members.items()]


def _levels(problem: Problem) -> dict[CellId, int]:
    """How many sums stand one above another under a cell: 0 for one that is no whole, counted up to LEVELS."""
    levels: dict[CellId, int] = defaultdict(int)
    for _ in range(LEVELS):
        for whole, parts in problem.sums:
            levels[whole] = min(LEVELS, max(levels[whole], *(levels[part] + 1 for part in parts), 1))
    return levels


def _component(
    problem: Problem,
    cells: tuple[CellId, ...],
    rows: list[dict[CellId, int]],
    levels: dict[CellId, int],
    small: frozenset[CellId],
) -> Component:
    at = {cell: position for position, cell in enumerate(cells)}
    values = np.array([problem.values[cell] for cell in cells], dtype=float)
    weights = np.array([problem.weights.get(cell, 1.0) for cell in cells])
    heights = np.array([levels[cell] for cell in cells], dtype=float)
    costs = weights * (1 + LEVEL_COST * heights + VALUE_COST * values / (values + 10 * problem.threshold))

    def mask(of: frozenset[CellId]) -> Mask:
        return np.array([cell in of for cell in cells])

    hidden, is_open, is_small = mask(problem.hidden), mask(problem.open), mask(small)
    return Component(
        cells=cells,
        rows=tuple((tuple(at[cell] for cell in row), tuple(row.values())) for row in rows),
        open=is_open,
        unread=~is_open | is_small,
        small=is_small,
        targets=is_small | hidden,
        costs=costs,
        readers=_readers(problem, cells, values),
        threshold=problem.threshold,
    )


def _readers(problem: Problem, cells: tuple[CellId, ...], values: Floats) -> tuple[Reader, ...]:
    """The outsider first, then each party that knows more of these cells, twice the same knowledge once."""
    far = np.array([problem.at_most.get(cell, np.inf) for cell in cells]) - values
    up = np.minimum(far, FAR * problem.threshold)
    nothing = tuple(0 for _ in cells), tuple(False for _ in cells)
    knowledge = dict.fromkeys([nothing])
    for party in problem.parties:
        alone = tuple(cell in party.alone for cell in cells)
        knowledge[tuple(party.own.get(cell, 0) for cell in cells), alone] = None
    readers = []
    for own, alone in knowledge:
        knows = np.array(alone)
        readers.append(Reader(np.where(knows, 0.0, np.array(own) - values), np.where(knows, 0.0, up), knows))
    return tuple(readers)
