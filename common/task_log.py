"""What the log says of a task: its name and id, the request that led to it, how long it took; never what failed holds.

The words of an error may hold an address (a mail server's refusal) or a row (a constraint's).
"""

from collections.abc import MutableMapping
from typing import Any

CONTENT = ("error", "exception", "reason")


def without_content(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """For structlog: of the errors of a task, only what they are called."""
    if str(line.get("event", "")).startswith("task_"):
        for name in CONTENT:
            if name in line:
                line[name] = type(line[name]).__name__
    return line
