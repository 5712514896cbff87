"""Somebody who reads all that was published, adds what she knows of her own, and asks a solver what the rest may be.

Written from the published side: it shares no code with reporting.disclosure, which it is there to prove wrong.
"""

from collections.abc import Iterable, Mapping
from math import inf

import highspy

Sum = tuple[str, tuple[str, ...]]


def bounds(
    published: Mapping[str, int | None],
    sums: Iterable[Sum],
    own: Mapping[str, int] | None = None,
    known: Mapping[str, int] | None = None,
) -> dict[str, tuple[float, float]]:
    """The least and the most that each cell published as None ("n.c.") may hold; `inf` without end.

    `sums`: wholes and their parts; a cell that is named there alone was published nowhere. `own`: the reader's part of
    cells, at most what they hold. `known`: cells that she knows exactly, theirs come back as they are.
    """
    told = {cell: value for cell, value in published.items() if value is not None} | dict(known or {})
    asked = sorted(cell for cell, value in published.items() if value is None)
    equations = _equations(sums, told)
    unknown = sorted({cell for cell in asked if cell not in told}.union(*(set(terms) for terms, _ in equations)))
    column = {cell: position for position, cell in enumerate(unknown)}
    highs = _solver()
    for cell in unknown:
        highs.addVar(float((own or {}).get(cell, 0)), inf)
    for terms, constant in equations:
        highs.addRow(constant, constant, len(terms), [column[cell] for cell in terms], list(terms.values()))
    return {
        cell: (float(told[cell]), float(told[cell]))
        if cell in told
        else (_extreme(highs, column[cell], 1), _extreme(highs, column[cell], -1))
        for cell in asked
    }


def _equations(sums: Iterable[Sum], told: Mapping[str, int]) -> list[tuple[dict[str, float], float]]:
    """Of each sum what stays unknown, with its sign, and what that adds up to."""
    found = []
    for whole, parts in sums:
        terms: dict[str, float] = {}
        constant = 0.0
        for cell, sign in ((whole, 1.0), *((part, -1.0) for part in parts)):
            if cell in told:
                constant -= sign * told[cell]
            else:
                terms[cell] = terms.get(cell, 0.0) + sign
        if terms:
            found.append((terms, constant))
    return found


def _solver() -> highspy.Highs:
    highs = highspy.Highs()
    highs.silent()
    for option, value in {"threads": 1, "presolve": "off", "solver": "simplex", "simplex_strategy": 4}.items():
        highs.setOptionValue(option, value)
    return highs


def _extreme(highs: highspy.Highs, column: int, sign: int) -> float:
    """The least (1) or the most (-1) of a column."""
    highs.changeColCost(column, sign)
    highs.run()
    status = highs.getModelStatus()
    value = highs.getInfo().objective_function_value * sign
    highs.changeColCost(column, 0)
    if status == highspy.HighsModelStatus.kUnbounded:
        return -sign * inf
    assert status == highspy.HighsModelStatus.kOptimal, highs.modelStatusToString(status)
    return float(value)
