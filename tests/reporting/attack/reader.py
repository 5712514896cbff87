"""One reader: her solver, what she counts of her own, and how nearly she finds what is hidden."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import highspy
import numpy as np

from common.months import add_months
from tests.reporting.attack.knowledge import Cell, Knowledge
from tests.reporting.attack.own import Own, Party

TINY = 1e-6
# No count of a history is as large: where a count has no end, its width is.
FAR = 1_000.0
# A point that some draw of the solver reaches is one that the reader may believe: few cells are asked one by one.
DRAWS = 6
STOCK = "besoins"
# Those of a year may have been sent after the end of the quarter: a year is its quarters, and some more.
GROWING = "demandes"
Step = tuple[str, tuple[tuple[str, str], ...], date, date, datetime]


@dataclass(frozen=True)
class Found:
    """A hidden cell that a reader finds within less than the threshold."""

    party: Party
    cell: Cell
    least: float
    most: float


class Model:
    """What all readers of one population know; `told`: cells with their value."""

    def __init__(self, population: str, knowledge: Knowledge, own: Own, *, told: Mapping[Cell, int]) -> None:
        self._own = own
        self._told = told
        self._moments = sorted({cell.as_of for cell in knowledge.printed if cell.population == population})
        self._steps: dict[Step, int] = {}
        self._rows: set[tuple[tuple[tuple[int, int], ...], int]] = set()
        self.hidden = sorted(
            cell for cell, value in knowledge.printed.items() if cell.population == population and value is None
        )
        for cell, value in sorted(told.items()):
            if cell.population == population:
                self._row([(step, 1) for step in self._of(cell)], value)
        for whole, tables in sorted(knowledge.sums.items()):
            if whole.population == population:
                for parts in sorted(tables):
                    made = [self._of(part) for part in parts]
                    for at, step in enumerate(self._of(whole)):
                        self._row([(step, 1), *((steps[at], -1) for steps in made)], 0)
        self._cells = [self._of(cell) for cell in self.hidden]

    def found_by(self, party: Party, threshold: int) -> list[Found]:
        """The hidden cells that she finds too nearly; those that are hers alone are no secret to her."""
        asked = np.array([party not in _whose(cell.rows) for cell in self.hidden], dtype=bool)
        if not asked.any():
            return []
        highs, first = self._solver(party)
        count = len(self.hidden)
        columns = np.arange(first, first + count, dtype=np.int32)
        least, most = np.full(count, np.inf), np.full(count, -np.inf)

        def towards(goal: Sequence[float]) -> None:
            highs.changeColsCost(count, columns, np.array(goal, dtype=float))
            highs.run()
            status = highs.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, highs.modelStatusToString(status)
            values = np.array(highs.getSolution().col_value)[first:]
            np.minimum(least, values, out=least)
            np.maximum(most, values, out=most)

        rng = Random(0)
        narrow = asked.copy()
        for _ in range(DRAWS):
            goal = [rng.choice((-1.0, 1.0)) if one else 0.0 for one in narrow]
            for sign in (1, -1):
                towards([sign * one for one in goal])
            narrow = asked & (most - least < threshold - TINY)
            if not narrow.any():
                return []
        found = []
        for at in np.flatnonzero(narrow):
            for sign in (1.0, -1.0):
                if most[at] - least[at] < threshold - TINY:
                    towards([sign if one == at else 0.0 for one in range(count)])
            if most[at] - least[at] < threshold - TINY:
                found.append(Found(party, self.hidden[at], float(least[at]), float(most[at])))
        return found

    def _solver(self, party: Party) -> tuple[highspy.Highs, int]:
        """The reader's, and where the columns of hidden cells begin."""
        highs = highspy.Highs()
        highs.silent()
        for option, value in {"threads": 1, "presolve": "off", "solver": "simplex"}.items():
            highs.setOptionValue(option, value)
        least = np.array([self._least(party, step) for step in self._steps], dtype=float)
        theirs = [party in _whose(step[1]) for step in self._steps]
        highs.addVars(len(least), least, np.where(theirs, least, FAR))
        for terms, value in sorted(self._rows):
            positions = np.array([position for position, _ in terms], dtype=np.int32)
            highs.addRow(value, value, len(terms), positions, np.array([sign for _, sign in terms], dtype=float))
        first = len(least)
        for at, steps in enumerate(self._cells):
            highs.addVar(0.0, FAR * len(steps))
            positions = np.array([first + at, *steps], dtype=np.int32)
            highs.addRow(0, 0, len(positions), positions, np.array([1.0, *[-1.0] * len(steps)]))
        return highs, first

    def _least(self, party: Party, step: Step) -> int:
        """Her own part of what happened in the days of a step and was first known at its moment."""
        population, rows, starts_on, ends_on, moment = step
        named = dict(rows)

        def count(until: datetime, first: date = starts_on, last: date = ends_on) -> int:
            return self._own.count(party, population, named, first, last, until)

        if population == STOCK:
            return count(moment)
        if _quarters(starts_on, ends_on) != [starts_on]:
            return count(moment) - sum(count(moment, one, _last(one)) for one in _quarters(starts_on, ends_on))
        at = bisect_left(self._moments, moment)
        earlier = count(self._moments[at - 1]) if at and self._moments[at - 1] > _midnight(ends_on, moment) else 0
        return count(moment) - earlier

    def _of(self, cell: Cell) -> list[int]:
        """The steps that a cell is made of, in the order of their days then of their moments."""
        population, rows = cell.population, cell.rows
        if population == STOCK:
            return [self._step((population, rows, cell.starts_on, cell.ends_on, cell.as_of))]
        quarters = _quarters(cell.starts_on, cell.ends_on)
        steps = [
            self._step((population, rows, one, _last(one), moment))
            for one in quarters
            for moment in self._moments
            if _midnight(_last(one), moment) < moment <= cell.as_of
        ]
        if population == GROWING and len(quarters) > 1:
            steps.append(self._step((population, rows, cell.starts_on, cell.ends_on, cell.as_of)))
        return steps

    def _step(self, step: Step) -> int:
        return self._steps.setdefault(step, len(self._steps))

    def _row(self, terms: Iterable[tuple[int, int]], value: int) -> None:
        self._rows.add((tuple(sorted(terms)), value))


def _whose(rows: Iterable[tuple[str, str]]) -> list[Party]:
    return [one for one in rows if one[0] == "bailleur"]


def _quarters(starts_on: date, ends_on: date) -> list[date]:
    """First days of the quarters of a period."""
    found, at = [], starts_on
    while at <= ends_on:
        found.append(at)
        at = add_months(starts_on, 3 * len(found))
    return found


def _last(quarter: date) -> date:
    return add_months(quarter, 3) - timedelta(days=1)


def _midnight(day: date, like: datetime) -> datetime:
    return datetime.combine(day, datetime.min.time(), like.tzinfo)


def attack(knowledge: Knowledge, own: Own, threshold: int) -> list[Found]:
    """All that some reader finds too nearly. What is printed is what is counted again, or she would reckon wrongly."""
    told = {cell: value for cell, value in knowledge.printed.items() if value is not None}
    for cell, value in told.items():
        assert value == own.of_everybody(cell), f"{cell} says {value}"
        assert value >= threshold or knowledge.is_exact(cell), f"{cell} is shown: {value}"
    found = []
    for population in sorted({cell.population for cell in knowledge.printed}):
        model = Model(population, knowledge, own, told=told)
        for party in own.parties:
            found += model.found_by(party, threshold)
    return found
