"""The load benchmark: what its figures say of what was recorded, and one whole run of a few seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load import figures
from benchmarks.load.figures import Kill
from benchmarks.load.settings import ROOT_URLCONF
from benchmarks.report import RESULTS
from passlogement.urls import urlpatterns

ROOT = Path(__file__).resolve().parent.parent.parent
KILL = Kill("web 1", 8001, at=100.0, gone=100.2, back=103.0)


def record(page: str = "vide", at: float = 50.0, seconds: float = 0.1, **more: Any) -> dict[str, Any]:
    return {"phase": "load", "page": page, "at": at, "seconds": seconds, "port": 8001, "status": 200, **more}


def failed(**more: Any) -> dict[str, Any]:
    return record(status=0, error="RemoteDisconnected", **{"connected": 99.9, "at": 99.9, "seconds": 0.15, **more})


@pytest.mark.parametrize(
    ("one", "excused"),
    [
        (failed(), True),
        (failed(at=100.1, connected=100.1, seconds=0.05), True),  # it was dying
        (failed(at=100.5, connected=100.5), False),  # it listened to nobody any more
        (failed(port=8002), False),  # the other was well
        (failed(connected=0.0), False),  # nobody listened anywhere: a balancer has nowhere to go
        (failed(at=90.0, connected=90.0, seconds=10.0), False),  # it ended before: something else cut it
        (record(status=500, at=99.9, seconds=0.15), False),  # the site said it itself
    ],
)
def test_only_what_a_killed_process_held_may_fail(one: dict[str, Any], *, excused: bool) -> None:
    beyond, held = figures.beyond_in_flight([one, record()], [KILL])

    if one["at"] + one["seconds"] < KILL.at:
        assert (beyond, held) == ([], 0)
        assert [kept for kept in figures.before([one], [KILL]) if figures.is_failure(kept)]
    else:
        assert (len(beyond), held) == (0, 1) if excused else (1, 0)


def test_each_page_over_the_empty_one_of_the_same_run() -> None:
    records = [
        *(record(seconds=0.1) for _ in range(100)),
        *(record("recherche", seconds=0.9) for _ in range(100)),
        *(record("avis", seconds=0.7) for _ in range(100)),
        *(record("rare", seconds=9.0) for _ in range(19)),
        *(record("vide", seconds=0.05) | {"phase": "alone"} for _ in range(5)),
        *(record("avis", seconds=0.2) | {"phase": "alone"} for _ in range(5)),
        {"phase": "load", "at": 50.0, "in_flight": 46},
    ]
    rows = figures.page_times(records)
    found = {one.what: one for one in figures.load_ratios(records, rows, 50)}

    def of(start: str) -> Any:
        return next(one for what, one in found.items() if what.startswith(start))

    assert of("p95 of « recherche »").value == pytest.approx(9)
    assert of("p95 of « recherche »").holds  # at most 12
    assert of("p95 of « avis »").value == pytest.approx(7)
    assert not of("p95 of « avis »").holds  # at most 6
    assert of("median of « avis »").value == pytest.approx(4)
    assert of("requests in flight").holds
    assert not any("« rare »" in what for what in found)  # 19 of them are chance
    assert rows[-1].page == figures.EMPTY


def test_memory_is_judged_on_the_fifth_minute() -> None:
    (one,) = figures.memory_ratios({"web 1": [50, 90, 95, 98, 100, 105, 112], "web 2": [100, 200, 300, 400, 500]})

    assert one.value == pytest.approx(1.12)
    assert not one.holds


def test_the_empty_page_is_no_page_of_the_site() -> None:
    assert ROOT_URLCONF == "benchmarks.load.urls"
    assert not any("vide" in str(one.pattern) for one in urlpatterns)


@pytest.mark.skipif(not os.environ.get("FULL_COUNTS"), reason="minutes of seeding and playing: in make test-all")
@pytest.mark.timeout(290)
def test_a_whole_run_ends_well_and_leaves_nothing_behind() -> None:
    """A minute of each: seeding, people, a kill, the writes looked for. What it measures is no test."""
    file = RESULTS / "load.json"
    kept = file.read_bytes() if file.exists() else None
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "benchmarks.load", "--minutes=1", "--kill-minutes=1", "--settle=5"),
                *("--people=30", "--in-flight=4", "--dwellings=400", "--households=400"),
            ],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")},
            capture_output=True,
            text=True,
            timeout=270,
            check=False,
        )
        assert done.returncode in (0, 1), done.stdout + done.stderr  # 1: over a limit, which few requests may be
        found = json.loads(file.read_text())
    finally:
        if kept is not None:
            file.write_bytes(kept)
    ratios = {one["what"]: one for one in found["ratios"]}
    assert {what for what, one in ratios.items() if one["limit"] == 0 and one["value"]} == set()
    assert "failed requests with nothing killed" in ratios
    assert not subprocess.run(["pgrep", "-f", str(ROOT / "var" / "load")], capture_output=True, check=False).stdout
