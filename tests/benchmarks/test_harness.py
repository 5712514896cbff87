"""The benchmarks run whole, on a small country, and write what they measured. What they measure is no test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.ratios import Ratio
from benchmarks.report import LATEST

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(not os.environ.get("FULL_COUNTS"), reason="half a minute of two cores: of the full counts")
@pytest.mark.timeout(240)
def test_a_whole_run_prints_its_ratios_and_keeps_them(tmp_path: Path) -> None:
    kept = LATEST.read_bytes() if LATEST.exists() else None
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", "--sizes", "200", "1000", "--households", "200"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr  # 1: over a limit, which so small a country may be
        found = json.loads(LATEST.read_text())
    finally:
        if kept is not None:
            LATEST.write_bytes(kept)
    assert found["dwellings"] == [200, 1000]
    assert set(found) == {
        "cpu", "cores", "memory_gib", "versions", "dwellings", "households", "seed", "ratios",
    }  # fmt: skip
    assert all(f"{one['value']:8.2f}" in done.stdout for one in found["ratios"])
    dropped = [one for one in found["ratios"] if "dropped" in one["what"]]
    assert [one["value"] for one in dropped] == [0, 0]


@pytest.mark.parametrize(
    ("ratio", "holds"),
    [
        (Ratio("ours / by hand", 2.0, 2), True),
        (Ratio("ours / by hand", 2.01, 2), False),
        (Ratio("theirs / ours", 20.0, 20, at_least=True), True),
        (Ratio("theirs / ours", 19.99, 20, at_least=True), False),
    ],
)
def test_a_ratio_against_its_limit(ratio: Ratio, *, holds: bool) -> None:
    assert ratio.holds is holds
    assert ratio.line.startswith("ok" if holds else "OVER")
