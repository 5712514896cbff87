"""Two beats, one lock: what is due is sent once, and a clock that is lost is taken over."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from common.last_beat import LAST_BEAT
from passlogement.beat import LOCK, OneBeat
from passlogement.celery import app

Beat = Callable[[str], OneBeat]


@pytest.fixture
def beat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Beat:
    """A beat of its own disk, as on another machine. What it sends is kept in `sent`."""
    monkeypatch.setenv("HEARTBEAT_PATH", str(tmp_path / "alive"))

    def start(name: str) -> OneBeat:
        made = OneBeat(app=app, schedule_filename=str(tmp_path / name))
        made.sent = []  # type: ignore[attr-defined]
        monkeypatch.setattr(made, "apply_entry", lambda entry, **kwargs: made.sent.append(entry.name))  # type: ignore[attr-defined]
        for entry in made.schedule.values():
            entry.last_run_at = entry.default_now() - timedelta(days=2)
        return made

    return start


def run(beat: OneBeat) -> list[str]:
    for _ in range(60):
        if beat.tick() > 0:
            break
    return beat.sent  # type: ignore[attr-defined,no-any-return]


def test_the_one_that_holds_the_lock_sends_the_other_waits(beat: Beat, tmp_path: Path) -> None:
    first, second = beat("first"), beat("second")

    assert "nightly-release" in run(first)
    assert run(second) == []
    assert second.tick() == 5
    assert cache.get(LAST_BEAT) > 0
    assert (tmp_path / "alive").exists()


def test_taking_over_in_the_day_does_not_release_what_belongs_to_the_night(beat: Beat) -> None:
    """Only what fell due within the last minute is caught up."""
    first, second = beat("first"), beat("second")
    run(first)
    run(second)
    cache.delete(LOCK)  # it expired with its holder

    sent = run(second)

    assert sent
    days = [name for name in sent if not isinstance(app.conf.beat_schedule[name]["schedule"], float)]
    assert all(entry_is_of_this_minute(second, name) for name in days)


def entry_is_of_this_minute(beat: OneBeat, name: str) -> bool:
    entry = beat.schedule[name]
    return bool(entry.schedule.remaining_estimate(entry.default_now() - timedelta(minutes=2)) <= timedelta(minutes=2))


def test_without_valkey_it_waits(beat: Beat, monkeypatch: pytest.MonkeyPatch) -> None:
    first = beat("first")

    def refuse(*args: object) -> bool:
        raise ConnectionError

    monkeypatch.setattr("passlogement.beat.cache.add", refuse)

    assert run(first) == []


def test_a_clock_set_back_stops_nothing(beat: Beat) -> None:
    """What was sent under a clock that ran ahead was sent, and is due again a minute from now, not an hour."""
    first = beat("first")
    run(first)
    first.sent.clear()  # type: ignore[attr-defined]
    for entry in first.schedule.values():
        entry.last_run_at = entry.default_now() + timedelta(hours=1)
    first._heap = None

    run(first)

    assert all(entry.last_run_at <= entry.default_now() for entry in first.schedule.values())
    assert first.sent == []  # type: ignore[attr-defined]
