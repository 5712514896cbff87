"""Web and worker processes: started, killed, started again; what they hold of the machine's memory."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from passlogement.embedded import paths

PATIENCE = 60.0  # seconds
STOPPING = 10.0
PROGRAMS = Path(sys.executable).parent


@dataclass
class Program:
    """One of them with those that it starts: a group, killed as one. `port` is 0 for what does not listen."""

    name: str
    command: list[str]
    log: Path
    port: int = 0
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        mortal = ["setpriv", "--pdeathsig=TERM", "--"] if shutil.which("setpriv") else []
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603 - our own commands
                [*mortal, *self.command],
                cwd=paths.ROOT,
                env={**os.environ, "PYTHONWARNINGS": "ignore:::celery.platforms"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Raises RuntimeError when a web process does not answer in time."""
        limit = time.monotonic() + PATIENCE
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever HTTP_PROXY says
        while self.port:
            try:
                direct.open(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
            except OSError:
                if time.monotonic() > limit:
                    raise RuntimeError(f"{self.name} does not answer: see {self.log}") from None
                time.sleep(0.1)
            else:
                return

    @property
    def ended(self) -> bool:
        return self._running is None or self._running.poll() is not None

    def kill(self) -> None:
        """kill -9 of the whole group, until nobody listens on its port: threads that end hold it for a moment."""
        assert self._running is not None
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        while self.port and _listened_on(self.port):
            time.sleep(0.005)

    def stop(self) -> None:
        if self._running is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(STOPPING)
        with suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()

    def memory_mib(self) -> float:
        """What the group holds, each page once: shared ones are divided among those who share them."""
        if self._running is None:
            return 0.0
        return sum(_proportional_kib(pid) for pid in _group(self._running.pid)) / 1024


def _listened_on(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _group(leader: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                # After the name, which may hold anything: state, parent, group.
                if int((folder / "stat").read_text().rpartition(")")[2].split()[2]) == leader:
                    yield int(folder.name)


def _proportional_kib(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def programs(folder: Path) -> list[Program]:
    """Two web and two worker processes, and the clock."""
    web = ["--workers=1", "--threads=4", "--access-logfile=/dev/null", "--log-level=warning", "passlogement.wsgi"]
    celery = [f"{PROGRAMS}/celery", "-A", "passlogement", "--quiet"]
    made = []
    for number, port in enumerate(_free_ports(2), start=1):
        name = f"web {number}"
        command = [f"{PROGRAMS}/gunicorn", f"--bind=127.0.0.1:{port}", *web]
        made.append(Program(name, command, _log(folder, name), port))
    for number in (1, 2):
        name = f"worker {number}"
        command = [*celery, "worker", "--loglevel=warning", "--concurrency=1", f"--hostname=bench{number}@%h"]
        made.append(Program(name, command, _log(folder, name)))
    schedule = folder / "beat-schedule"
    for left in folder.glob("beat-schedule*"):
        left.unlink()
    beat = [*celery, "beat", "--loglevel=warning", f"--schedule={schedule}", "--pidfile="]
    return [*made, Program("beat", beat, _log(folder, "beat"))]


def _log(folder: Path, name: str) -> Path:
    path = folder / f"{name.replace(' ', '-')}.log"
    path.unlink(missing_ok=True)
    return path


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running(made: list[Program]) -> Iterator[None]:
    """All of them, until the end of the block; none is left."""
    try:
        for one in made:
            one.start()
        for one in made:
            one.wait_until_ready()
        yield
    finally:
        for one in made:
            one.stop()
