"""The same meaning is the same cell; margins and periods add up."""

from datetime import date

import pytest

from reporting.disclosure import Problem, suppress
from reporting.protection import cell_id, sum_of_periods, sums_of_table

FIRST = date(2026, 1, 1), date(2026, 3, 31)
SECOND = date(2026, 4, 1), date(2026, 6, 30)


def test_the_order_of_categories_does_not_name_another_cell() -> None:
    one = cell_id("rehoused", "region-32", *FIRST, landlord="a", typology="T3")
    assert one == cell_id("rehoused", "region-32", *FIRST, typology="T3", landlord="a")
    assert one == "rehoused|region-32|2026-01-01..2026-03-31|landlord=a|typology=T3"


def test_what_is_written_in_a_category_makes_no_other_cell() -> None:
    assert cell_id("m", "s", *FIRST, a="x|b=y") != cell_id("m", "s", *FIRST, a="x", b="y")


def test_a_table_of_one_way() -> None:
    assert list(sums_of_table("m", "s", *FIRST, {"typology": ("T2", "T3")})) == [
        (
            cell_id("m", "s", *FIRST),
            (cell_id("m", "s", *FIRST, typology="T2"), cell_id("m", "s", *FIRST, typology="T3")),
        )
    ]


def test_a_table_of_two_ways_has_margins_both_ways_and_a_total_twice() -> None:
    found = list(sums_of_table("m", "s", *FIRST, {"a": ("1", "2"), "b": ("x", "y", "z")}, channel="p"))
    assert len(found) == 3 + 1 + 2 + 1
    assert [whole for whole, _ in found].count(cell_id("m", "s", *FIRST, channel="p")) == 2
    assert (
        cell_id("m", "s", *FIRST, channel="p", a="1"),
        tuple(cell_id("m", "s", *FIRST, channel="p", a="1", b=b) for b in "xyz"),
    ) in found


def test_periods_that_follow_add_up() -> None:
    whole, parts = sum_of_periods("m", "s", [SECOND, FIRST], a="1")
    assert whole == cell_id("m", "s", date(2026, 1, 1), date(2026, 6, 30), a="1")
    assert parts == (cell_id("m", "s", *FIRST, a="1"), cell_id("m", "s", *SECOND, a="1"))
    with pytest.raises(ValueError, match="day before"):
        sum_of_periods("m", "s", [FIRST, (date(2026, 4, 2), date(2026, 6, 30))])


def test_a_small_cell_of_a_table_is_protected_by_its_sums() -> None:
    sums = list(sums_of_table("m", "s", *FIRST, {"typology": ("T2", "T3", "T4")}))
    total, parts = sums[0]
    values = dict(zip(parts, (3, 9, 40), strict=True)) | {total: 52}
    assert suppress(Problem(values, sums, frozenset(values))).hidden == set(parts[:2])
