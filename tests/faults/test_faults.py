"""Each fault under a steady traffic: nothing accepted is lost, nothing is doubled, no failure without a clear page."""

import time

import pytest

from tests.faults.counting import REMINDER
from tests.faults.faults import FAULTS, House, NotPlayed
from tests.faults.table import Row

pytestmark = [pytest.mark.faults, pytest.mark.timeout(420)]
# What a page says while the web itself is there.
TOLD = ("PostgreSQL restarted", "PostgreSQL stopped at once", "Valkey restarted", "disk full")
FALL_DUE = (1, 6, 11)  # seconds after the fault begins


def fall_due(house: House) -> None:
    """Legal delays end during the fault: as if their ten days had gone by."""
    for seconds in FALL_DUE:
        candidature = next(house.reminders)
        house.count.rows(
            "UPDATE matching_candidature SET due_at = now() + make_interval(secs => %s) WHERE id = %s",
            seconds,
            candidature,
        )
        house.traffic.ledger.accept(house.traffic.ledger.begin(REMINDER, candidature))


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_and_nothing_doubled(house: House, table: list[Row], fault: str) -> None:
    ledger, journal = house.traffic.ledger, house.traffic.journal
    bare, clear, mistakes = len(journal.bare), journal.clear, len(house.traffic.mistakes)
    ledger.phase = fault
    house.traffic.ask_for_a_report()
    house.wait_until_it_flows("before the fault")
    fall_due(house)
    in_flight = journal.in_flight()
    try:
        over = FAULTS[fault](house) or time.monotonic()
    except NotPlayed as reason:
        table.append(Row(fault, played=f"no: {reason}"))
        pytest.skip(str(reason))
    house.wait_until_it_flows("after the fault")
    seconds = time.monotonic() - over
    counted = house.count.until_whole(ledger.of(fault), house.photos)
    table.append(Row(fault, in_flight, len(counted.lost), len(counted.doubled), seconds))

    if fault in TOLD:
        assert journal.clear > clear
    assert counted.lost == []
    assert counted.doubled == []
    assert journal.bare[bare:] == []
    assert house.traffic.mistakes[mistakes:] == []
