"""The clock of the law: ten days from the day after the notification, rolled where people do not work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.working_days import is_working_day
from matching.clocks import answer_deadline
from territories.timezones import PARIS, timezone_of

NORD, MOSELLE, BAS_RHIN, HAUT_RHIN, REUNION, GUADELOUPE, MAYOTTE, GUYANE = (
    "59", "57", "67", "68", "974", "971", "976", "973",
)  # fmt: skip

# Notified on, typed on, département, last day of the answer.
CASES = [
    # No holiday near: the tenth day after, whatever the day of the week it is notified on.
    (date(2026, 2, 2), date(2026, 2, 2), NORD, date(2026, 2, 12)),
    (date(2026, 2, 3), date(2026, 2, 3), NORD, date(2026, 2, 13)),
    (date(2026, 2, 6), date(2026, 2, 6), NORD, date(2026, 2, 16)),
    # A last day on a Saturday or a Sunday moves to the Monday.
    (date(2026, 2, 4), date(2026, 2, 4), NORD, date(2026, 2, 16)),
    (date(2026, 2, 5), date(2026, 2, 5), NORD, date(2026, 2, 16)),
    # Across the end of a month, of a year, and 29 February.
    (date(2026, 3, 24), date(2026, 3, 24), NORD, date(2026, 4, 3)),
    (date(2028, 2, 18), date(2028, 2, 18), NORD, date(2028, 2, 28)),
    (date(2028, 2, 19), date(2028, 2, 19), NORD, date(2028, 2, 29)),
    (date(2026, 12, 22), date(2026, 12, 22), NORD, date(2027, 1, 4)),
    # 1 May 2026 is a Friday: the Monday. 8 May 2026 too. Ascension is Thursday 14 May, Whit Monday 25 May.
    (date(2026, 4, 21), date(2026, 4, 21), NORD, date(2026, 5, 4)),
    (date(2026, 4, 28), date(2026, 4, 28), NORD, date(2026, 5, 11)),
    (date(2026, 5, 4), date(2026, 5, 4), NORD, date(2026, 5, 15)),
    (date(2026, 5, 13), date(2026, 5, 13), NORD, date(2026, 5, 26)),
    (date(2026, 5, 15), date(2026, 5, 15), NORD, date(2026, 5, 26)),
    # 1 May 2028 is a Monday after a week-end: the Tuesday.
    (date(2028, 4, 19), date(2028, 4, 19), NORD, date(2028, 5, 2)),
    # 14 July 2026 is a Tuesday; 15 August a Saturday; 11 November a Wednesday; Christmas a Friday.
    (date(2026, 7, 4), date(2026, 7, 4), NORD, date(2026, 7, 15)),
    (date(2026, 8, 5), date(2026, 8, 5), NORD, date(2026, 8, 17)),
    (date(2026, 11, 1), date(2026, 11, 1), NORD, date(2026, 11, 12)),
    (date(2026, 12, 15), date(2026, 12, 15), NORD, date(2026, 12, 28)),
    # Alsace-Moselle: Good Friday (3 April 2026) and 26 December are holidays there, not in the Nord.
    (date(2026, 3, 24), date(2026, 3, 24), MOSELLE, date(2026, 4, 7)),
    (date(2026, 3, 24), date(2026, 3, 24), BAS_RHIN, date(2026, 4, 7)),
    (date(2025, 12, 16), date(2025, 12, 16), HAUT_RHIN, date(2025, 12, 29)),
    (date(2025, 12, 16), date(2025, 12, 16), NORD, date(2025, 12, 26)),
    # La Réunion: 20 December (2027 is a Monday). Guadeloupe: 27 May. Mayotte: 27 April. Guyane: 10 June.
    (date(2027, 12, 10), date(2027, 12, 10), REUNION, date(2027, 12, 21)),
    (date(2027, 12, 10), date(2027, 12, 10), NORD, date(2027, 12, 20)),
    (date(2026, 5, 17), date(2026, 5, 17), GUADELOUPE, date(2026, 5, 28)),
    (date(2026, 4, 17), date(2026, 4, 17), MAYOTTE, date(2026, 4, 28)),
    (date(2026, 5, 31), date(2026, 5, 31), GUYANE, date(2026, 6, 11)),
    # Typed late: never before the end of the second working day after the typing; else the law's own day.
    (date(2026, 2, 2), date(2026, 2, 6), NORD, date(2026, 2, 12)),
    (date(2026, 2, 2), date(2026, 2, 11), NORD, date(2026, 2, 13)),
    (date(2026, 2, 2), date(2026, 2, 20), NORD, date(2026, 2, 24)),
    (date(2026, 4, 28), date(2026, 5, 13), NORD, date(2026, 5, 18)),
    (date(2026, 3, 23), date(2026, 4, 1), MOSELLE, date(2026, 4, 7)),
]


@pytest.mark.parametrize(("notified", "typed", "departement", "last"), CASES)
def test_the_last_day(notified: date, typed: date, departement: str, last: date) -> None:
    end = answer_deadline(notified, typed, departement)

    assert end == datetime.combine(last + timedelta(days=1), datetime.min.time(), timezone_of(departement))


def test_overseas_a_day_ends_when_it_ends_there() -> None:
    there = answer_deadline(date(2026, 2, 2), date(2026, 2, 2), REUNION)
    here = answer_deadline(date(2026, 2, 2), date(2026, 2, 2), NORD)

    assert there.tzinfo == ZoneInfo("Indian/Reunion")
    assert here - there == timedelta(hours=3)
    assert timezone_of(None) == timezone_of("59") == PARIS


@given(
    notified=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    late=st.integers(0, 40),
    departement=st.sampled_from([NORD, MOSELLE, BAS_RHIN, REUNION, GUADELOUPE, ""]),
)
def test_never_less_than_ten_days_and_always_on_a_working_day(notified: date, late: int, departement: str) -> None:
    typed = notified + timedelta(days=late)

    last = answer_deadline(notified, typed, departement).date() - timedelta(days=1)

    assert last >= notified + timedelta(days=10)
    assert last > typed
    assert is_working_day(last, departement)
