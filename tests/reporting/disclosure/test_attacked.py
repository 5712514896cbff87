"""Editions drawn at random, published one after another, attacked by everybody who reads them all."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.disclosure import CellId, Party, Problem, Suppression, suppress
from tests.reporting.attacker import Sum, bounds
from tests.reporting.disclosure.tables import seen_through

EXAMPLES = 300 if os.environ.get("FULL_COUNTS") else 12
TABLES = (("landlord", "size"), ("landlord", "channel"), ("size", "origin"))
SIZES = {"quarter": 2, "landlord": 3, "size": 3, "channel": 2, "origin": 2}
AXES = tuple(SIZES)


@dataclass(frozen=True)
class History:
    """How many households of each kind (one value for each axis), and how many of them one association helped."""

    households: dict[tuple[int, ...], int]
    helped: dict[tuple[int, ...], int]

    def count(self, kinds: dict[tuple[int, ...], int], **chosen: int) -> int:
        at = {AXES.index(axis): value for axis, value in chosen.items()}
        return sum(n for kind, n in kinds.items() if all(kind[axis] == value for axis, value in at.items()))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Few kinds have many households, most have none: as programmes of some sixty rehousings a year are."""
    kinds = st.tuples(*(st.integers(0, size - 1) for size in SIZES.values()))
    households = draw(st.dictionaries(kinds, st.sampled_from((1, 2, 3, 5, 8, 13, 30)), max_size=25))
    helped = {kind: draw(st.integers(0, count)) for kind, count in households.items() if draw(st.booleans())}
    return History(households, helped)


def name(chosen: dict[str, int]) -> CellId:
    return ",".join(f"{axis}={value}" for axis, value in sorted(chosen.items())) or "all"


def cells_of(period: dict[str, int]) -> dict[CellId, dict[str, int]]:
    """All cells of the tables of one period, margins and total included."""
    found = {}
    for table in TABLES:
        for count in range(len(table) + 1):
            for axes in combinations(table, count):
                for values in product(*(range(SIZES[axis]) for axis in axes)):
                    chosen = {**period, **dict(zip(axes, values, strict=True))}
                    found[name(chosen)] = chosen
    return found


def sums_between(cells: dict[CellId, dict[str, int]]) -> Iterator[Sum]:
    """A cell is what its parts along an axis add up to, quarters included."""
    for cell, chosen in sorted(cells.items()):
        for axis in AXES:
            parts = tuple(name({**chosen, axis: value}) for value in range(SIZES[axis]))
            if axis not in chosen and all(part in cells for part in parts):
                yield cell, parts


def problem_of(history: History, threshold: int, *, landlords_total_shown: bool) -> Problem:
    first, second, since = cells_of({"quarter": 0}), cells_of({"quarter": 1}), cells_of({})
    cells = first | second | since
    parties = [
        Party(
            f"landlord {landlord}",
            Counter(
                {
                    cell: history.count(history.households, **{**one, "landlord": landlord})
                    for cell, one in cells.items()
                    if one.get("landlord", landlord) == landlord
                }
            ),
            frozenset(cell for cell, one in cells.items() if one.get("landlord") == landlord),
        )
        for landlord in range(SIZES["landlord"])
    ]
    parties.append(Party("association", {cell: history.count(history.helped, **one) for cell, one in cells.items()}))
    return Problem(
        values={cell: history.count(history.households, **one) for cell, one in cells.items()},
        sums=list(sums_between(cells)),
        new=frozenset(first),
        parties=parties,
        threshold=threshold,
        always=frozenset(name({"landlord": at}) for at in range(SIZES["landlord"]))
        if landlords_total_shown
        else frozenset(),
    )


def after(problem: Problem, found: Suppression, new: frozenset[CellId]) -> Problem:
    """The next edition, once one is published."""
    return replace(
        problem,
        new=new,
        shown=problem.shown | (problem.new - found.hidden),
        hidden=problem.hidden | found.hidden,
    )


@given(history=histories(), threshold=st.sampled_from((5, 11)))
@settings(max_examples=EXAMPLES)
def test_nobody_sees_through_two_editions(history: History, threshold: int) -> None:
    """A quarter, then the next one with the cumulated figures."""
    first = problem_of(history, threshold, landlords_total_shown=False)
    found = suppress(first)
    assert not found.unprotected
    assert not seen_through(first, found.hidden)

    second = after(first, found, frozenset(set(first.values) - first.new))
    more = suppress(second)
    assert not more.unprotected
    assert not seen_through(second, more.hidden)


@given(history=histories())
@settings(max_examples=EXAMPLES)
def test_what_totals_tell_all_the_same_is_named_and_left_out(history: History) -> None:
    """Totals of landlords are shown whatever they are: the tables where they tell too much are left out."""
    asked = problem_of(history, 5, landlords_total_shown=True)
    asked = replace(asked, new=frozenset(cells_of({})))
    for _ in TABLES:
        found = suppress(asked)
        assert {cell for _, cell, _ in seen_through(asked, found.hidden)} == found.unprotected
        assert not found.hidden & asked.always
        told = [cells for cells in _tables() if cells & found.unprotected & asked.new]
        asked = asked.leaving_out(frozenset().union(*told) - asked.always)
    assert not suppress(asked).unprotected & asked.new


def _tables() -> list[frozenset[CellId]]:
    """Cells of each table of the whole period with its margins; the total of all stands by itself."""
    every = cells_of({})
    crossed = [frozenset(cell for cell, chosen in every.items() if chosen and set(chosen) <= set(t)) for t in TABLES]
    return [*crossed, frozenset({name({})})]


@given(history=histories(), threshold=st.sampled_from((5, 11)))
@settings(max_examples=EXAMPLES)
def test_the_attacker_is_never_wrong(history: History, threshold: int) -> None:
    """The true figure is always between what the attack says."""
    asked = problem_of(history, threshold, landlords_total_shown=False)
    hidden = asked.small
    published = {cell: None if cell in hidden else value for cell, value in asked.values.items()}
    for reader in (Party("anybody"), *asked.parties):
        known = {cell: asked.values[cell] for cell in reader.alone}
        for cell, (least, most) in bounds(published, asked.sums, reader.own, known).items():
            assert least - 1e-6 <= asked.values[cell] <= most + 1e-6
