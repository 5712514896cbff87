"""When what can wait is told: each example reads like the rule."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.working_days import is_working_day
from notifications.slots import SLOTS, due_at, next_slot

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24 08:29", "2026-11-24 08:30"),
        ("2026-11-24 08:30", "2026-11-24 14:00"),
        ("2026-11-24 10:00", "2026-11-24 14:00"),
        ("2026-11-24 14:00", "2026-11-25 08:30"),
        ("2026-11-27 15:00", "2026-11-30 08:30"),  # a Friday afternoon
        ("2026-11-29 09:00", "2026-11-30 08:30"),  # a Sunday
        ("2026-12-24 14:30", "2026-12-28 08:30"),  # Christmas, then a weekend
        ("2026-05-01 07:00", "2026-05-04 08:30"),  # the first of May
        ("2026-03-29 01:30", "2026-03-30 08:30"),  # the night that has an hour less
        ("2026-10-25 12:00", "2026-10-26 08:30"),  # the day that has an hour more
    ],
)
def test_the_next_slot(now: str, expected: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    assert next_slot(at) == datetime.fromisoformat(expected).replace(tzinfo=PARIS)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(PARIS)))
def test_a_slot_is_to_come_on_a_working_day(now: datetime) -> None:
    slot = timezone.localtime(next_slot(now))
    assert slot > now
    assert slot.time() in SLOTS
    assert is_working_day(slot.date())


def test_what_presses_does_not_wait() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=PARIS)
    assert due_at(now + timedelta(hours=71, minutes=59), now) == now
    assert due_at(now + timedelta(hours=72), now) == next_slot(now)
