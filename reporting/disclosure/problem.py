"""What is to be published, what already was, and who would read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

CellId = str
"""Names what a cell means: the same meaning in two tables, versions or periods is the same id."""


@dataclass(frozen=True)
class Party:
    """Somebody who reads the tables and counts her own rows beside them: a landlord, an association.

    `own`: her part of each cell (absent: 0), never more than the cell. `alone`: cells that are hers entirely, by what
    they mean: she knows them. A cell that happens to hold only her rows is not one: she does not know that the others
    have none.
    """

    name: str
    own: Mapping[CellId, int] = field(default_factory=dict)
    alone: frozenset[CellId] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Counts of households, whole numbers from 0, with all that links them. Whoever reads knows every sum.

    `values`: every cell, of the new edition, of what was published before, and those that only link the others.
    `sums`: a whole and its parts: margins, cumulated figures and their quarters, a version and what it adds to the one
        before, channels.
    `new`: what the edition would show. Only these may still be hidden.
    `shown`: published before with their value, in any version, period or edition that the same readers have.
    `hidden`: published before as "n.c.". A cell of both `hidden` and `new` stays hidden.
    `always`: shown whatever they hold (totals per landlord of a closed convention year).
    `without`: neither shown nor protected, what is not a group of people (the slack of an inequality). Any other cell
        that is in no table is protected when it is small: it stands for a group that a difference would tell.
    `at_most`: what everybody knows a cell cannot exceed.
    `weights`: how much a cell is missed when hidden, beside 1 for the others.
    """

    values: Mapping[CellId, int]
    sums: Sequence[tuple[CellId, tuple[CellId, ...]]]
    new: frozenset[CellId]
    shown: frozenset[CellId] = frozenset()
    hidden: frozenset[CellId] = frozenset()
    always: frozenset[CellId] = frozenset()
    parties: Sequence[Party] = ()
    threshold: int = 5
    without: frozenset[CellId] = frozenset()
    at_most: Mapping[CellId, int] = field(default_factory=dict)
    weights: Mapping[CellId, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ValueError where no reader could believe the figures: protection would be computed on nothing."""
        named = self.new | self.shown | self.hidden | self.always | self.without
        for whole, parts in self.sums:
            named |= {whole, *parts}
        if unknown := sorted(named - set(self.values)):
            raise ValueError(f"cells without a value: {unknown[:5]}")
        for whole, parts in self.sums:
            if self.values[whole] != sum(self.values[part] for part in parts):
                raise ValueError(f"{whole} is not the sum of {parts}")
        if both := sorted(self.hidden & self.known):
            raise ValueError(f"cells both hidden and shown: {both[:5]}")
        for cell, value in self.values.items():
            if value < 0 or self.at_most.get(cell, value) < value:
                raise ValueError(f"{cell} holds less than 0, or more than it can")
        for party in self.parties:
            if over := sorted(cell for cell, part in party.own.items() if not 0 <= part <= self.values[cell]):
                raise ValueError(f"{party.name} has more of its own than there is: {over[:5]}")

    @property
    def known(self) -> frozenset[CellId]:
        """What everybody reads whatever is hidden now."""
        return self.shown | self.always

    @property
    def open(self) -> frozenset[CellId]:
        """What may be hidden or shown: the only cells that there is something to decide about, small ones included."""
        return self.new - self.known - self.hidden - self.without

    @property
    def small(self) -> frozenset[CellId]:
        """Cells under the threshold that nobody has read: to protect whatever it takes."""
        unread = set(self.values) - self.known - self.without
        return frozenset(cell for cell in unread if self.values[cell] < self.threshold)

    def leaving_out(self, cells: frozenset[CellId]) -> "Problem":
        """The same once the tables that hold these cells are left out: small, they stay protected where they can."""
        return replace(self, new=self.new - cells)


@dataclass(frozen=True)
class Suppression:
    """`hidden`: cells of the new edition that show "n.c.", the smallest ones and those that protect them.

    `unprotected`: cells, new or not, that somebody would still find nearly, even with all of the edition hidden,
    because of what is shown whatever happens: their table is to be left out (Problem.leaving_out).
    """

    hidden: frozenset[CellId]
    unprotected: frozenset[CellId] = frozenset()
