"""Working days of metropolitan France."""

from datetime import date

import pytest

from common.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 11), False),  # Armistice
        (date(2026, 5, 1), False),
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 5, 15), True),  # the Friday after, often taken, never a holiday
        (date(2026, 12, 26), False),  # Saturday, and a holiday in Alsace-Moselle only
        (date(2027, 3, 29), False),  # Easter Monday
    ],
)
def test_which_days_are_worked(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 5, 7), 1, date(2026, 5, 11)),  # 8 May is a Friday: a long weekend
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 11, 12), -1, date(2026, 11, 10)),
    ],
)
def test_counting(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected
