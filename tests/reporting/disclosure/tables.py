"""Tables to protect, and the attack of everybody who would read them."""

from collections.abc import Sequence

from reporting.disclosure import CellId, Party, Problem
from tests.reporting.attacker import Sum, bounds

Values = dict[CellId, int]


def row(name: str, values: Sequence[int]) -> tuple[Values, list[Sum]]:
    """Cells name:0, name:1 ... and name, their total."""
    cells = {f"{name}:{at}": value for at, value in enumerate(values)}
    return {**cells, name: sum(values)}, [(name, tuple(cells))]


def crossed(name: str, values: Sequence[Sequence[int]]) -> tuple[Values, list[Sum]]:
    """Cells name:0.1 (row 0, column 1), margins name:0.* and name:*.1, and name:*.* for all."""
    rows, columns = range(len(values)), range(len(values[0]))
    cells = {f"{name}:{at}.{across}": values[at][across] for at in rows for across in columns}
    sums: list[Sum] = []
    for at in rows:
        sums.append((f"{name}:{at}.*", tuple(f"{name}:{at}.{across}" for across in columns)))
    for across in columns:
        sums.append((f"{name}:*.{across}", tuple(f"{name}:{at}.{across}" for at in rows)))
    for whole, parts in sums:
        cells[whole] = sum(cells[part] for part in parts)
    sums.append((f"{name}:*.*", tuple(f"{name}:{at}.*" for at in rows)))
    sums.append((f"{name}:*.*", tuple(f"{name}:*.{across}" for across in columns)))
    cells[f"{name}:*.*"] = sum(cells[f"{name}:{at}.*"] for at in rows)
    return cells, sums


def problem(*tables: tuple[Values, list[Sum]], **changed: object) -> Problem:
    """All cells of the tables are new, unless `new` says otherwise."""
    values = {cell: value for cells, _ in tables for cell, value in cells.items()}
    sums = [one for _, found in tables for one in found]
    return Problem(**{"values": values, "sums": sums, "new": frozenset(values), **changed})  # type: ignore[arg-type]


def seen_through(problem: Problem, hidden: frozenset[CellId]) -> list[tuple[str, CellId, tuple[float, float]]]:
    """Who finds which cell too nearly, and between what: nobody, where the edition is safe.

    Small cells that are in no table count as hidden: a difference must not tell them either.
    """
    secret = hidden | problem.hidden | problem.small
    published: dict[CellId, int | None] = dict.fromkeys(secret)
    for cell in (problem.new - secret) | problem.known:
        published[cell] = problem.values[cell]
    found = []
    for reader in (Party("anybody"), *problem.parties):
        known = {cell: problem.values[cell] for cell in reader.alone}
        for cell, (least, most) in bounds(published, problem.sums, reader.own, known).items():
            if cell not in known and most - least < problem.threshold - 1e-5:
                found.append((reader.name, cell, (least, most)))
    return found
