"""A process that serves no page says that it lives by a file: what a supervisor looks at (docker-compose.yml)."""

import os
from contextlib import suppress
from pathlib import Path


def touch_alive(**kwargs: object) -> None:
    """Sets the time of HEARTBEAT_PATH, where one is named. A full disk is no reason to stop."""
    if path := os.environ.get("HEARTBEAT_PATH"):
        with suppress(OSError):
            Path(path).touch()
