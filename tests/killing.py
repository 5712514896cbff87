"""Runs a worker that dies (tests.killed_worker) and waits for its death."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections


def kill_midway(what: str, row_id: Any, file: Path) -> str:
    """What it wrote before it was killed. The test's own data must be committed."""
    names = ",".join(str(connections[alias].settings_dict["NAME"]) for alias in settings.DATABASES)
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_worker", what, str(row_id), str(file)],
        env={**os.environ, "TEST_DATABASES": names},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    return file.read_text()
