"""How many cells are hidden, beside the fewest that an exact search finds."""

import os
from itertools import combinations
from random import Random

import pytest

from reporting.disclosure import CellId, Party, Problem, suppress
from tests.reporting.disclosure.tables import crossed, problem, seen_through

TABLES = 300 if os.environ.get("FULL_COUNTS") else 16
MOST = 1.5


@pytest.mark.parametrize("seed", range(TABLES))
def test_each_table_hides_nearly_the_fewest(seed: int) -> None:
    """Every other table is read by landlords too, each with a row of its own."""
    asked = table(Random(seed), landlords=bool(seed % 2))
    found = suppress(asked)

    assert not found.unprotected
    assert not seen_through(asked, found.hidden)
    assert len(found.hidden) <= MOST * fewest(asked, len(found.hidden))


def table(draws: Random, *, landlords: bool) -> Problem:
    """Up to 3 rows and 4 columns, with their margins and their total, which are 20 cells."""
    rows, columns = draws.randint(2, 3), draws.randint(2, 4)
    scale = draws.choice([(0, 1, 2, 3, 4, 5, 7, 9), (0, 1, 3, 6, 8, 12, 20), (2, 5, 6, 9, 14, 18, 25, 40)])
    cells, sums = crossed("t", [[draws.choice(scale) for _ in range(columns)] for _ in range(rows)])
    own = {f"t:{row}.*": frozenset({f"t:{row}.*", *(f"t:{row}.{at}" for at in range(columns))}) for row in range(rows)}
    parties = [
        Party(whole, own_part(cells, sums, {cell: cells[cell] for cell in alone if cell != whole}), alone)
        for whole, alone in own.items()
    ]
    return problem((cells, sums), parties=parties if landlords else [])


def own_part(
    cells: dict[CellId, int], sums: list[tuple[CellId, tuple[CellId, ...]]], own: dict[CellId, int]
) -> dict[CellId, int]:
    """What the rows of a party add to every whole above them."""
    for whole, parts in sums:
        own[whole] = sum(own.get(part, 0) for part in parts)
    return own


def fewest(asked: Problem, enough: int) -> int:
    """Every set of cells is tried, the smallest sets first; `enough` is known to do."""
    musts = asked.small & asked.new
    others = sorted(asked.new - musts)
    failed: list[frozenset[CellId]] = []
    for more in range(enough - len(musts)):
        for chosen in combinations(others, more):
            hidden = musts | frozenset(chosen)
            if not _alone_in_a_sum(asked, hidden) and not any(hidden <= one for one in failed):
                if not (found := seen_through(asked, hidden)):
                    return len(hidden)
                # What tells a cell that is hidden whatever happens tells it when fewer are hidden.
                if any(cell in musts for _, cell, _ in found):
                    failed.append(hidden)
    return enough


def _alone_in_a_sum(asked: Problem, hidden: frozenset[CellId]) -> bool:
    return any(len(hidden & {whole, *parts}) == 1 for whole, parts in asked.sums)
