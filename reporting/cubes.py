"""Counts at their finest cross, and the margins read from them: nothing here knows a threshold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Cells = dict[tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Cube:
    """`cells`: the codes of its categories, one for each dimension, to its counts, one for each measure.

    A category that nothing was counted in has no cell. A code that is not known is "".
    """

    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    cells: Cells

    @classmethod
    def of(cls, dimensions: tuple[str, ...], measures: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> "Cube":
        """From rows of codes then counts. Rows of one cell are added up, a cell where nothing counts is left out."""
        cells: Cells = {}
        for row in rows:
            key = tuple(str(one) for one in row[: len(dimensions)])
            counts = tuple(int(one) for one in row[len(dimensions) :])
            cells[key] = _added(cells.get(key, (0,) * len(measures)), counts)
        return cls(dimensions, measures, {key: counts for key, counts in sorted(cells.items()) if any(counts)})

    def margin(self, *dimensions: str) -> "Cube":
        """Added up over all but these dimensions, in the order in which they are named. Raises ValueError."""
        kept = [self.dimensions.index(one) for one in dimensions]
        return Cube.of(
            dimensions,
            self.measures,
            ((*(key[at] for at in kept), *counts) for key, counts in self.cells.items()),
        )

    def only(self, **categories: str | Iterable[str]) -> "Cube":
        """The cells of a category of each dimension named, or of several of them."""
        wanted = {
            self.dimensions.index(name): {codes} if isinstance(codes, str) else set(codes)
            for name, codes in categories.items()
        }
        kept = {key: counts for key, counts in self.cells.items() if all(key[at] in wanted[at] for at in wanted)}
        return Cube(self.dimensions, self.measures, kept)

    def get(self, measure: str, **categories: str) -> int:
        """The count of these categories, added up over the dimensions not named; 0 where nothing was counted."""
        return self.only(**categories).total(measure)

    def total(self, measure: str) -> int:
        at = self.measures.index(measure)
        return sum(counts[at] for counts in self.cells.values())

    def categories(self, dimension: str) -> tuple[str, ...]:
        """Codes in which something was counted, sorted."""
        at = self.dimensions.index(dimension)
        return tuple(sorted({key[at] for key in self.cells}))


def _added(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
