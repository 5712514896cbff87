"""Every cell of households that was or would be published in a scope, and all that links them.

A cell's id says what it means: population, days, rows. Counted again later with another result (a fact typed late), it
is another cell, linked to the first by what came between.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from reporting.assembly.counts import COUNT, Node
from reporting.assembly.specs import FLOWS, TOTAL, HouseholdTable
from reporting.cubes import Cube
from reporting.disclosure import CellId, Party
from reporting.scopes import Scope

ONE_DAY = timedelta(days=1)
PARTIES = ("bailleur", "association")
NAME_PARTS = 4


@dataclass
class Kept:
    """A node with the name of its count: the same cube again has the same name. `report`: position of the first that
    counted it, in the order in which they were built."""

    node: Node
    name: str
    report: int
    tables: set[str] = field(default_factory=set)


class Ledger:
    """`values`, `sums`, `slack` are those of a reporting.disclosure.Problem."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.values: dict[CellId, int] = {}
        self.sums: list[tuple[CellId, tuple[CellId, ...]]] = []
        self.slack: set[CellId] = set()
        self._kept: list[Kept] = []
        self._named: dict[str, set[CellId]] = {}
        self._suffixes: dict[str, set[str]] = {}
        self._tables: dict[str, list[tuple[CellId, tuple[CellId, ...]]]] = {}
        self._own: dict[str, dict[CellId, int]] = {}
        self._alone: dict[str, set[CellId]] = {}

    def keep(self, node: Node, report: int) -> Kept:
        """The count under its name, told from an earlier one of the same days by a number."""
        same_days = [
            one
            for one in self._kept
            if (one.node.population, one.node.starts_on, one.node.ends_on)
            == (node.population, node.starts_on, node.ends_on)
        ]
        for one in same_days:
            if one.node.cube.cells == node.cube.cells:
                one.report = min(one.report, report)
                return one
        name = f"{node.population}:{node.starts_on}:{node.ends_on}:{len(same_days)}"
        kept = Kept(node, name, report)
        self._kept.append(kept)
        self._set(self._total(kept), node.cube, {})
        return kept

    def cells(self, kept: Kept, table: HouseholdTable) -> dict[str, CellId]:
        """The ids of a table over one span, by category, its total under TOTAL; made on the first call."""
        whole = self._whole(kept, table)
        found = {code: self._id(kept, table, code) for code, _ in table.categories(self.scope)}
        if table.code not in kept.tables:
            kept.tables.add(table.code)
            inside = kept.node.cube.only(**table.within) if table.within else kept.node.cube
            for code, cell in found.items():
                self._set(cell, inside, {table.dimension: code})
                if table.dimension == "bailleur":
                    self._alone.setdefault(f"bailleur:{code}", set()).add(cell)
            if table.within and whole not in self.values:
                self._set(whole, kept.node.cube, dict(table.within))
            if found:
                rows = (*found.values(), *self._rest(kept, table, whole, found.values()))
                self.sums.append((whole, rows))
                self._tables.setdefault(kept.name, []).append((whole, rows))
        return {**found, TOTAL: whole}

    @contextmanager
    def aside(self, *, protect: bool) -> Iterator[None]:
        """What is kept meanwhile is in no table: it only links what is. `protect`: its small counts are groups that a
        difference would tell."""
        before = set(self.values)
        yield
        if not protect:
            self.slack |= set(self.values) - before

    def link(self) -> None:
        """Ties counts of successive days, and of the same days at two moments, once all that is known is kept."""
        for one in self._kept:
            prefix = one.name + ":"
            self._suffixes[one.name] = {cell.removeprefix(one.name) for cell in self._named.get(prefix, ())}
        for population in sorted(FLOWS):
            flows = sorted(
                (one for one in self._kept if one.node.population == population), key=lambda one: one.report
            )
            for whole in flows:
                for parts in _partitions(whole, [one for one in flows if one.report <= whole.report]):
                    self._tie(whole, parts)

    def parties(self) -> list[Party]:
        names = sorted({*self._own, *self._alone})
        return [Party(name, self._own.get(name, {}), frozenset(self._alone.get(name, ()))) for name in names]

    # --- Ids ---------------------------------------------------------------------------------------------------------

    def _total(self, kept: Kept) -> CellId:
        return f"{kept.name}:{TOTAL}"

    def _whole(self, kept: Kept, table: HouseholdTable) -> CellId:
        if not table.within:
            return self._total(kept)
        ((dimension, category),) = table.within.items()
        return f"{kept.name}:{dimension}={category}"

    def _id(self, kept: Kept, table: HouseholdTable, code: str) -> CellId:
        within = "".join(f"{dimension}={category}:" for dimension, category in table.within.items())
        return f"{kept.name}:{within}{table.dimension}={code}"

    def _rest(self, kept: Kept, table: HouseholdTable, whole: CellId, parts: Collection[CellId]) -> tuple[CellId, ...]:
        """What is in no row of the table, where there is or may be any: in no table either, and protected as any small
        group."""
        rest = self.values[whole] - sum(self.values[part] for part in parts)
        if not (rest or table.partial):
            return ()
        cell = self._id(kept, table, "~")
        self.values[cell] = rest
        for own in self._own.values():
            if theirs := own.get(whole, 0) - sum(own.get(part, 0) for part in parts):
                own[cell] = theirs
        self._named.setdefault(_prefix(cell), set()).add(cell)
        return (cell,)

    def _set(self, cell: CellId, cube: Cube, categories: Mapping[str, str]) -> None:
        inside = cube.only(**categories) if categories else cube
        self.values[cell] = inside.total(COUNT)
        self._named.setdefault(_prefix(cell), set()).add(cell)
        for dimension in PARTIES:
            if dimension in inside.dimensions:
                for (code,) in inside.margin(dimension).cells:
                    if code:
                        own = inside.get(COUNT, **{dimension: code})
                        self._own.setdefault(f"{dimension}:{code}", {})[cell] = own

    # --- Links -------------------------------------------------------------------------------------------------------

    def _tie(self, whole: Kept, parts: tuple[Kept, ...]) -> None:
        """Every cell that all of them have: the whole is its parts, and what was learned between, where nothing was
        taken back."""
        shared = sorted(set.intersection(*(self._suffixes[one.name] for one in (whole, *parts))))
        extra = {
            suffix: self.values[whole.name + suffix] - sum(self.values[part.name + suffix] for part in parts)
            for suffix in shared
        }
        if not any(extra.values()):
            self.sums += [(whole.name + suffix, tuple(part.name + suffix for part in parts)) for suffix in shared]
            return
        if min(extra.values()) < 0:
            return
        between = f"{whole.name}<{'+'.join(part.name for part in parts)}"
        for suffix in shared:
            cell = between + suffix
            self.values[cell] = extra[suffix]
            self.slack.add(cell)
            for own in self._own.values():
                late = own.get(whole.name + suffix, 0) - sum(own.get(part.name + suffix, 0) for part in parts)
                if 0 < late <= extra[suffix]:
                    own[cell] = late
            self.sums.append((whole.name + suffix, (*(part.name + suffix for part in parts), cell)))
        self._tie_slack(whole, between, set(shared))

    def _tie_slack(self, whole: Kept, between: str, shared: set[str]) -> None:
        """What was learned between adds up as the cells themselves do."""
        for total, cells in self._tables.get(whole.name, ()):
            names = [one.removeprefix(whole.name) for one in (total, *cells)]
            if set(names) <= shared:
                self.sums.append((between + names[0], tuple(between + name for name in names[1:])))


def _partitions(whole: Kept, known: Sequence[Kept]) -> list[tuple[Kept, ...]]:
    """What a count can be taken apart into, of those `known` by then: the same days counted before; the shortest
    periods that make up its days; each period that ends with it, and the days before that one as one count, or in the
    shortest periods where none has them. Of several counts of the same days the last one: the others are tied to it.
    """
    days = whole.node.starts_on, whole.node.ends_on
    last: dict[tuple[date, date], Kept] = {}
    found: dict[tuple[str, ...], tuple[Kept, ...]] = {}
    for one in known:
        if one is not whole:
            last[one.node.starts_on, one.node.ends_on] = one
    if days in last:
        found[(last[days].name,)] = (last[days],)
    shortest = _shortest({one: kept for one, kept in last.items() if one != days}, *days)
    endings = [one for (starts_on, ends_on), one in last.items() if ends_on == days[1] and starts_on > days[0]]
    for parts in (shortest, *(_before(last, days[0], one) for one in endings)):
        if parts:
            found[tuple(one.name for one in parts)] = parts
    return list(found.values())


def _before(last: Mapping[tuple[date, date], Kept], starts_on: date, ending: Kept) -> tuple[Kept, ...]:
    ends_on = ending.node.starts_on - ONE_DAY
    before = (last[starts_on, ends_on],) if (starts_on, ends_on) in last else _shortest(last, starts_on, ends_on)
    return (*before, ending) if before else ()


def _shortest(last: Mapping[tuple[date, date], Kept], starts_on: date, ends_on: date) -> tuple[Kept, ...]:
    """The shortest counted periods that make up some days, () where there are none."""
    found: list[Kept] = []
    while starts_on <= ends_on:
        ends = sorted(end for start, end in last if start == starts_on and end <= ends_on)
        if not ends:
            return ()
        found.append(last[starts_on, ends[0]])
        starts_on = ends[0] + ONE_DAY
    return tuple(found)


def _prefix(cell: CellId) -> str:
    """The name of the node that a cell is of: population, both days, number."""
    return ":".join(cell.split(":", NAME_PARTS)[:NAME_PARTS]) + ":"
