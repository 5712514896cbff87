"""What holds for every household and every dwelling, whatever they are."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from associations.contents import AvoidedZone
from common.housing import SolutionType, Typology
from matching.board import sort_out
from matching.criteria import Code, DwellingFacts, HouseholdFacts, State, assess, place, state_of
from matching.openings import (
    COMMUNES,
    DEPARTEMENT,
    RENT,
    SOLUTION,
    STEPS,
    TYPOLOGY,
    Change,
    apply,
    parse_change,
    words,
)
from tests.matching.facts import TODAY
from tests.matching.strategies import avoided, dwellings, households, several

VISIBLE = {State.HIDDEN: 0, State.SET_ASIDE: 1, State.TO_CHECK: 2, State.SUITABLE: 3}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[HouseholdFacts, DwellingFacts]:
    one = draw(dwellings())
    return draw(households((one,))), one


@given(pairs(), avoided())
def test_adding_a_zone_never_makes_a_dwelling_more_visible(
    pair: tuple[HouseholdFacts, DwellingFacts], more: AvoidedZone
) -> None:
    household, dwelling = pair
    with_it = replace(household, zones=(*household.zones, *more.zones))
    assert VISIBLE[assess(with_it, dwelling, TODAY).state] <= VISIBLE[assess(household, dwelling, TODAY).state]


@st.composite
def widened(draw: st.DrawFn, household: HouseholdFacts) -> HouseholdFacts:
    """The same household, wishing for more, or refusing less."""
    ceiling = household.rent_ceiling_cents
    return draw(
        st.sampled_from(
            [
                replace(household, typologies=household.typologies | {draw(st.sampled_from(Typology.values))}),
                replace(household, departements=household.departements | {draw(st.sampled_from(["59", "80", "75"]))}),
                replace(household, solution_types=frozenset()),
                replace(
                    household,
                    solution_types=household.solution_types and household.solution_types | {SolutionType.ALT},
                ),
                replace(household, rent_ceiling_cents=None),
                replace(household, rent_ceiling_cents=ceiling and ceiling + draw(st.integers(0, 500_00))),
                replace(household, step_free=False),
                replace(household, file=replace(household.file, communes_refused=())),
                replace(household, file=replace(household.file, excluded_organisations=())),
            ]
        )
    )


@given(st.data())
def test_widening_a_wish_never_removes_a_dwelling(data: st.DataObject) -> None:
    household, dwelling = data.draw(pairs())
    wider = data.draw(widened(household))
    assert VISIBLE[assess(wider, dwelling, TODAY).state] >= VISIBLE[assess(household, dwelling, TODAY).state]


@given(pairs())
def test_a_dwelling_is_set_aside_exactly_when_something_says_why(
    pair: tuple[HouseholdFacts, DwellingFacts],
) -> None:
    found = assess(*pair, TODAY)
    placed = place(*pair, TODAY)
    assert found.state is state_of(*pair, TODAY) is placed.state
    assert (found.blocking, found.preferences) == (placed.blocking, placed.preferences)
    assert (found.state is State.TO_CHECK) is any(one.code is Code.TO_CHECK for one in found.warnings)
    assert (found.state is State.SET_ASIDE) is bool(found.blocking)
    assert all(one.sentence for one in (*found.blocking, *found.warnings, *found.before_transmission))
    assert all(one.sentence for one in found.preferences)


boards = st.tuples(households(), several(12))


def how_many(household: HouseholdFacts, rows: list[DwellingFacts]) -> int:
    return sum(assess(household, one, TODAY).is_open for one in rows)


@given(boards)
def test_what_one_change_opens_is_what_trying_it_opens(board: tuple[HouseholdFacts, list[DwellingFacts]]) -> None:
    """Every change but the rent: those that open something are all there, with their true counts, and no other."""
    household, rows = board
    tried = {
        *(Change(TYPOLOGY, value) for value in Typology.values if value not in household.typologies),
        *(Change(DEPARTEMENT, one.departement) for one in rows if one.departement not in household.departements),
        *(Change(SOLUTION, value) for value in SolutionType.values if value not in household.solution_types),
        Change(STEPS),
        Change(COMMUNES),
    }
    now = how_many(household, rows)
    expected = {change: count for change in tried if (count := how_many(apply(household, change), rows) - now)}
    found = {one.change: one.count for one in sort_out(household, rows, today=TODAY).openings}
    assert {change: count for change, count in found.items() if change.what != RENT} == expected


@given(boards)
def test_a_higher_rent_opens_what_trying_it_opens(board: tuple[HouseholdFacts, list[DwellingFacts]]) -> None:
    """The first step is the least raise that opens anything, by tens of euros; the last, all within a fifth more."""
    household, rows = board
    ceiling, now = household.rent_ceiling_cents, how_many(household, rows)
    found = {
        int(one.change.value): one.count
        for one in sort_out(household, rows, today=TODAY).openings
        if one.change.what == RENT
    }
    steps = range(-(-ceiling // 1000) * 10, ceiling * 120 // 100 // 100 + 1, 10) if ceiling else []
    opened = {euros: how_many(apply(household, Change(RENT, str(euros))), rows) - now for euros in steps}
    opening = [euros for euros, count in opened.items() if count]
    if not opening:
        assert found == {}
        return
    most = max(opened.values())
    first_of_all = min(euros for euros in opening if opened[euros] == most)
    assert found == {min(opening): opened[min(opening)], first_of_all: most}


@given(boards)
def test_a_board_holds_every_dwelling_once(board: tuple[HouseholdFacts, list[DwellingFacts]]) -> None:
    household, rows = board
    found = sort_out(household, rows, today=TODAY)
    listed = Counter(one.dwelling.id for one in (*found.suitable, *found.to_check, *found.set_aside))
    assert max(listed.values(), default=1) == 1
    wanted = [one for one in rows if one.departement in household.departements]
    assert listed.total() + found.hidden == len(wanted)


@given(boards)
def test_zones_are_never_proposed_for_relaxing(board: tuple[HouseholdFacts, list[DwellingFacts]]) -> None:
    household, rows = board
    hidden = [one for one in rows if assess(household, one, TODAY).state is State.HIDDEN]
    assert sort_out(household, hidden, today=TODAY).openings == ()
    for opening in sort_out(household, rows, today=TODAY).openings:
        assert parse_change(str(opening.change)) == opening.change
        assert words(household, opening.change, TODAY) == opening.words


@given(st.text(max_size=30))
def test_an_address_that_makes_no_sense_is_no_change(text: str) -> None:
    change = parse_change(text)
    assert change is None or str(change) == text
