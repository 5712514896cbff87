"""Small tables, read like examples: what is hidden, and why."""

import pytest

from reporting.disclosure import Party, Problem, suppress
from tests.reporting.disclosure.tables import crossed, problem, row, seen_through


def hidden_in(asked: Problem) -> set[str]:
    """What is hidden, once nobody sees through it."""
    found = suppress(asked)
    assert not found.unprotected
    assert not seen_through(asked, found.hidden)
    return set(found.hidden)


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    assert not hidden_in(problem(crossed("t", [[5, 12, 7], [20, 9, 30]])))


def test_a_small_cell_takes_a_second_one_of_its_row() -> None:
    """Or the total would tell it. Zeros are small; the smallest of the others follows, the total stays."""
    assert hidden_in(problem(row("t", [0, 30, 12, 9]))) == {"t:0", "t:3"}


def test_the_second_cell_is_wide_enough() -> None:
    """Beside 2 hidden, 5 would leave 0 to 7, which is wide; beside 1, small too, 3 leaves 0 to 4: a third follows."""
    assert hidden_in(problem(row("t", [2, 5, 40]))) == {"t:0", "t:1"}
    assert len(hidden_in(problem(row("t", [1, 3, 40, 50])))) == 3


def test_a_weight_says_what_is_missed_most() -> None:
    assert hidden_in(problem(row("t", [3, 30, 12, 9]), weights={"t:3": 3.0})) == {"t:0", "t:2"}


def test_in_a_crossed_table_rows_and_columns_are_covered() -> None:
    assert hidden_in(problem(crossed("t", [[2, 14, 20], [11, 13, 30], [40, 25, 50]]))) == {
        "t:0.0",
        "t:0.1",
        "t:1.0",
        "t:1.1",
    }


def test_a_two_by_two_table_is_hidden_whole_but_for_its_margins() -> None:
    assert hidden_in(problem(crossed("t", [[2, 9], [20, 30]]))) == {"t:0.0", "t:0.1", "t:1.0", "t:1.1"}


def test_a_small_margin_goes_with_another_one() -> None:
    """A row of 2 and 1 is small as a whole; the total stays."""
    assert hidden_in(problem(crossed("t", [[2, 1], [30, 40]]))) == {
        "t:0.*",
        "t:0.0",
        "t:0.1",
        "t:1.*",
        "t:1.0",
        "t:1.1",
    }


def test_a_landlord_that_counts_her_own_makes_five_narrow() -> None:
    """5 hides 2 + 3. A landlord with 1 and 3 of them knows that one is left: another cell follows."""
    table = row("t", [2, 3, 40, 50])
    assert hidden_in(problem(table)) == {"t:0", "t:1"}
    landlord = Party("landlord", own={"t:0": 1, "t:1": 3, "t": 4})
    assert hidden_in(problem(table, parties=[landlord])) == {"t:0", "t:1", "t:2"}


def test_what_a_landlord_knows_of_itself_needs_no_protection_from_it() -> None:
    """Its own row is narrow to itself; beside it, another's alone would be told to it."""
    landlord = Party("landlord", own={"t:0": 3, "t": 3}, alone=frozenset({"t:0"}))
    assert hidden_in(problem(row("t", [3, 9, 12, 30]), parties=[landlord])) == {"t:0", "t:1", "t:2"}


def test_a_total_that_is_always_shown_gives_its_rows_no_room() -> None:
    """A landlord's total of the year is shown, be it 4: its two cells of 1 and 3 are then between 0 and 4, whatever
    else is hidden. The table of channels is to be left out.
    """
    always = frozenset({"t:0.*", "t:1.*"})
    asked = problem(crossed("t", [[1, 3], [9, 20]]), always=always)
    found = suppress(asked)
    assert found.unprotected == {"t:0.0", "t:0.1"}
    assert not found.hidden & always
    left = suppress(asked.leaving_out(asked.new - always))
    assert not left.hidden


def test_always_shown_is_shown_however_small() -> None:
    assert not hidden_in(problem(row("t", [1, 30, 0, 9]), always=frozenset({"t:0", "t:2"})))


def test_two_quarters_cumulated() -> None:
    """The first quarter was published whole; since the start, 21 would tell the 2 of the second."""
    quarters = row("year", [19, 2])
    asked = problem(quarters, new=frozenset({"year:1", "year"}), shown=frozenset({"year:0"}))
    assert hidden_in(asked) == {"year:1", "year"}


def test_what_was_not_published_is_not_told_by_a_difference() -> None:
    """Two cumulated figures, 19 then 21, tell the 2 between them though no table has it."""
    asked = problem(row("year", [19, 2]), new=frozenset({"year"}), shown=frozenset({"year:0"}))
    assert hidden_in(asked) == {"year"}


def test_what_was_hidden_before_stays_hidden() -> None:
    """The year would tell the 3 of the first quarter, hidden with the 8 of the second."""
    asked = problem(
        row("year", [3, 8, 20, 30]),
        new=frozenset({"year", "year:3"}),
        shown=frozenset({"year:2"}),
        hidden=frozenset({"year:0", "year:1"}),
    )
    assert not hidden_in(asked)
    narrow = problem(
        row("year", [3, 8, 20, 30]),
        new=frozenset({"year", "year:1", "year:3"}),
        shown=frozenset({"year:2"}),
        hidden=frozenset({"year:0", "year:1"}),
    )
    assert "year:1" in hidden_in(narrow)


def test_a_correction_does_not_tell_what_it_adds() -> None:
    """The second version has one rehousing more, a T3. Its figures are other cells, tied by what is added:
    52 instead of 51 in all, and 23 instead of 22 of T3, would tell the one household between them.
    """
    first, second, added = row("v1", [22, 29]), row("v2", [23, 29]), row("added", [1, 0])
    versions = [(f"v2{cell}", (f"v1{cell}", f"added{cell}")) for cell in (":0", ":1", "")]
    asked = problem(first, second, added, ({}, versions), new=frozenset(second[0]), shown=frozenset(first[0]))
    assert hidden_in(asked) == {"v2", "v2:0", "v2:1"}


def test_the_public_after_the_committee() -> None:
    """What has more than 5 and less than 11 is hidden from the public alone, which reads no committee's edition."""
    table = crossed("t", [[7, 14, 20], [30, 13, 30], [40, 25, 50]])
    assert not hidden_in(problem(table))
    assert {"t:0.0"} < hidden_in(problem(table, threshold=11))


def test_a_maximum_that_everybody_knows_narrows() -> None:
    """Both cells of 4 could share 8; when neither can exceed 6, each is 2 to 6."""
    table = row("t", [4, 4, 30])
    assert len(hidden_in(problem(table))) == 2
    assert len(hidden_in(problem(table, at_most={"t:0": 6, "t:1": 6}))) == 3


def test_a_slack_is_neither_shown_nor_protected() -> None:
    """Rehousings are at most dwellings, 10 of them, published: 9 of them leave one, which is nobody."""
    asked = problem(
        row("dwellings", [9, 1]),
        new=frozenset({"dwellings", "dwellings:0"}),
        always=frozenset({"dwellings"}),
        without=frozenset({"dwellings:1"}),
    )
    assert not hidden_in(asked)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sums": [("t", ("t:0",))]},
        {"sums": [("t", ("t:0", "t:1", "t:9"))]},
        {"hidden": frozenset({"t"}), "shown": frozenset({"t"})},
        {"at_most": {"t:0": 1}},
        {"parties": [Party("landlord", own={"t:0": 3})]},
        {"new": frozenset({"other"})},
    ],
    ids=["sum", "unknown part", "hidden and shown", "maximum", "own", "unknown cell"],
)
def test_figures_that_contradict_each_other_are_refused(wrong: dict[str, object]) -> None:
    values, sums = row("t", [2, 8])
    with pytest.raises(ValueError, match=r"t|other|landlord"):
        Problem(**{"values": values, "sums": sums, "new": frozenset(values), **wrong})  # type: ignore[arg-type]
