"""The year of a convention: its limits and what it expects by a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conventions.models import Convention
from conventions.years import ConventionYear, year_of

HDF = Convention(starts_on=date(2021, 3, 25), ends_on=date(2024, 3, 24))
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "number", "starts_on", "ends_on"),
    [
        (date(2021, 3, 25), 1, date(2021, 3, 25), date(2022, 3, 24)),
        (date(2022, 3, 24), 1, date(2021, 3, 25), date(2022, 3, 24)),
        (date(2022, 3, 25), 2, date(2022, 3, 25), date(2023, 3, 24)),
        (date(2024, 3, 24), 3, date(2023, 3, 25), date(2024, 3, 24)),
        (date(2020, 1, 1), 1, date(2021, 3, 25), date(2022, 3, 24)),
        (date(2026, 1, 1), 3, date(2023, 3, 25), date(2024, 3, 24)),
    ],
)
def test_year_of_the_convention_is_not_the_civil_one(day: date, number: int, starts_on: date, ends_on: date) -> None:
    assert year_of(HDF, day) == ConventionYear(number, starts_on, ends_on)


def test_a_year_that_starts_on_a_29_february_goes_on() -> None:
    leap = Convention(starts_on=date(2024, 2, 29), ends_on=date(2027, 2, 28))
    assert year_of(leap, date(2025, 3, 1)).starts_on == date(2025, 3, 1)
    assert year_of(leap, date(2025, 2, 28)).number == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 3, 24), 0),
        (date(2021, 3, 25), 0),
        (date(2021, 9, 23), 13),  # 183 days of 365
        (date(2022, 3, 24), 27),
        (date(2023, 1, 1), 27),
    ],
)
def test_prorata_of_27_dwellings_a_year(day: date, expected: int) -> None:
    assert year_of(HDF, date(2021, 6, 1)).prorata(27, day) == expected


@given(start=DAYS, years=st.integers(1, 6), after=st.integers(0, 2500))
def test_every_day_of_a_convention_is_in_exactly_one_of_its_years(start: date, years: int, after: int) -> None:
    ends_on = start + timedelta(days=365 * years)
    convention = Convention(starts_on=start, ends_on=ends_on)
    day = min(start + timedelta(days=after), ends_on)
    year = year_of(convention, day)
    assert start <= year.starts_on <= day <= year.ends_on <= ends_on
    if year.ends_on < ends_on:
        following = year_of(convention, year.ends_on + timedelta(days=1))
        assert following.number == year.number + 1
        assert following.starts_on == year.ends_on + timedelta(days=1)


@given(quantity=st.integers(0, 500), first=DAYS, after=st.integers(0, 400))
def test_prorata_only_grows_and_ends_at_the_quantity(quantity: int, first: date, after: int) -> None:
    year = ConventionYear(1, first, first + timedelta(days=364))
    day = first + timedelta(days=after)
    assert 0 <= year.prorata(quantity, day) <= year.prorata(quantity, day + timedelta(days=1)) <= quantity
    assert year.prorata(quantity, year.ends_on) == quantity
