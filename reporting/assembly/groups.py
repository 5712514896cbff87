"""A problem of disclosure taken apart: what is decided of some cells never depends on those that no sum ties to them.

What was published long ago is tied to little that is new: it need not be judged again with each report.
"""

from collections.abc import Iterator
from dataclasses import replace

from reporting.disclosure import CellId, Problem, Suppression, suppress


class Decider:
    """Decides as reporting.disclosure does, and remembers: asked again with a table less, it looks again at what is
    tied to that table alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[frozenset[CellId], ...], Suppression] = {}

    def suppress(self, problem: Problem) -> Suppression:
        hidden: set[CellId] = set()
        unprotected: set[CellId] = set()
        for part in parts_of(problem):
            key = (frozenset(part.values), part.new, part.hidden, part.always)
            if key not in self._known:
                self._known[key] = suppress(part)
            hidden |= self._known[key].hidden
            unprotected |= self._known[key].unprotected
        return Suppression(frozenset(hidden), frozenset(unprotected))


def parts_of(problem: Problem) -> Iterator[Problem]:
    """Those of its cells that are tied together and to something new, with the cells that all read around them."""
    known = problem.known
    leader = {cell: cell for cell in problem.values if cell not in known}

    def find(cell: CellId) -> CellId:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for whole, cells in problem.sums:
        first, *others = [cell for cell in (whole, *cells) if cell in leader] or [""]
        for other in others:
            leader[find(other)] = find(first)
    members: dict[CellId, set[CellId]] = {find(cell): set() for cell in sorted(problem.new - known)}
    for cell in leader:
        if (found := find(cell)) in members:
            members[found].add(cell)
    sums: dict[CellId, list[tuple[CellId, tuple[CellId, ...]]]] = {one: [] for one in members}
    for whole, cells in problem.sums:
        tied = next((cell for cell in (whole, *cells) if cell in leader), None)
        if tied is not None and (found := find(tied)) in sums:
            sums[found].append((whole, cells))
            members[found].update((whole, *cells))
    for one, cells_of in members.items():
        yield _only(problem, frozenset(cells_of), sums[one])


def _only(problem: Problem, cells: frozenset[CellId], sums: list[tuple[CellId, tuple[CellId, ...]]]) -> Problem:
    return replace(
        problem,
        values={cell: problem.values[cell] for cell in sorted(cells)},
        sums=sums,
        new=problem.new & cells,
        shown=problem.shown & cells,
        hidden=problem.hidden & cells,
        always=problem.always & cells,
        without=problem.without & cells,
        parties=[
            replace(
                party,
                own={cell: part for cell, part in party.own.items() if cell in cells},
                alone=party.alone & cells,
            )
            for party in problem.parties
        ],
        at_most={cell: most for cell, most in problem.at_most.items() if cell in cells},
        weights={cell: weight for cell, weight in problem.weights.items() if cell in cells},
    )
