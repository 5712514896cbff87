"""What a report's tables give to disclosure control: each cell under the name of what it means, and what adds up.

A cell is a measure (households rehoused, women, children...) of a scope over days, of some categories. Two tables that
show the same one name it alike, so that a figure hidden in one is not read in the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise, product

from reporting.disclosure import CellId

Sum = tuple[CellId, tuple[CellId, ...]]


def cell_id(measure: str, scope_id: str, period_start: date, period_end: date, **categories: str) -> CellId:
    """Both days included. Categories in any order, a total without them; a cumulated figure starts with its scope.

    A figure that a new version corrects means something else: name its version among the categories, and say by a sum
    what it adds to the one before.
    """
    named = sorted((axis, value) for axis, value in categories.items())
    parts = [measure, scope_id, f"{period_start.isoformat()}..{period_end.isoformat()}"]
    return "|".join(_plain(part) for part in [*parts, *(f"{axis}={value}" for axis, value in named)])


def sums_of_table(
    measure: str,
    scope_id: str,
    period_start: date,
    period_end: date,
    axes: Mapping[str, Sequence[str]],
    **fixed: str,
) -> Iterator[Sum]:
    """Margins and total of a table of one or two ways: `axes` is each category with all its values, which must cover
    what they add up to. `fixed`: categories that all of its cells share. An axis without values adds nothing up.
    """
    for axis, values in axes.items():
        others = [(other, each) for other, each in axes.items() if other != axis]
        for chosen in product(*(("", *each) for _, each in others)):
            named = {other: value for (other, _), value in zip(others, chosen, strict=True) if value} | fixed
            parts = tuple(
                cell_id(measure, scope_id, period_start, period_end, **named, **{axis: value}) for value in values
            )
            if parts:
                yield cell_id(measure, scope_id, period_start, period_end, **named), parts


def sum_of_periods(measure: str, scope_id: str, periods: Sequence[tuple[date, date]], **categories: str) -> Sum:
    """A figure over periods that follow each other, and each of them: a year and its quarters, a cumulated figure.

    Raises ValueError when a day is missing between two of them or counted twice.
    """
    follow = sorted(periods)
    for (_, ends), (starts, _) in pairwise(follow):
        if (starts - ends).days != 1:
            raise ValueError(f"{ends} is not the day before {starts}")
    whole = cell_id(measure, scope_id, follow[0][0], follow[-1][1], **categories)
    return whole, tuple(cell_id(measure, scope_id, starts, ends, **categories) for starts, ends in follow)


def _plain(part: str) -> str:
    """Without what separates."""
    return part.replace("%", "%25").replace("|", "%7C")
