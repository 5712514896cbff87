"""ReDoS: no text, however long and however made, holds a worker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.authorisation.world import World
from tests.security import patterns
from tests.security.forms import ask, client_of, fields_of, posts, undone

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
# Far above what it takes (a few seconds on a quiet machine), far under what trying every way takes.
LIMIT_SECONDS = 240
MOST_POSTED = 1_500_000  # bytes; Django refuses over 2 MiB


def test_no_pattern_tries_every_way() -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.security.patterns"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode().split()
        pytest.fail(f"{said[-1] if said else 'the start'} tries every way")

    assert done.stdout.endswith("end\n"), done.stderr


def test_every_pattern_is_tried() -> None:
    found = patterns.patterns()

    assert len(found) > 30
    assert "common.text_scan._STREET" in found


@pytest.mark.timeout(1_800)
def test_no_form_is_held_by_a_long_text(world: World) -> None:
    """Each form with each of its fields as long as may be posted. A few pumps in small counts, all in the full ones."""
    pumps = patterns.PUMPS if os.environ.get("FULL_COUNTS") else ("a",)
    for route in posts()[:: 1 if os.environ.get("FULL_COUNTS") else 3]:
        names = sorted(fields_of(route, world).typed)
        for pump in pumps:
            length = MOST_POSTED // max(1, len(names)) // len(pump.encode()) // 3
            text = pump * length
            row, persona = route.ways[0]
            with undone():
                answer = ask(client_of(world, persona), row, world, dict.fromkeys(names, text))
            assert answer.status_code < 500
