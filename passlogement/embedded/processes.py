"""Which process a pid file means: a number alone proves nothing, since a killed server's is given to another."""

import subprocess
from pathlib import Path


def living(pid_file: Path, *marks: str) -> int | None:
    """The number in the first line of a pid file, if that process lives and its command line holds every mark."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, PermissionError, IndexError, ValueError):
        return None  # none, or another user's
    command = _command_line(pid)
    return pid if command and all(mark in command for mark in marks) else None


def _command_line(pid: int) -> str:
    """What a process was started as, empty when there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    asked = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(asked, check=False, capture_output=True, text=True).stdout  # noqa: S603 - our own command
