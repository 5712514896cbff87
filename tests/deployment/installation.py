"""Servers of its own with one installation on them, and processes of several versions of the code, all at once."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from passlogement.embedded import postgres, valkey

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.1
# What would lead the platform to other servers.
FOREIGN = ("DATABASE_URL", "VAULT_DATABASE_URL", "REDIS_URL", "PORT", "SITE_ADDRESS", "LISTEN_ADDRESS", "DEMO_TODAY")


class Installation:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "static").mkdir(parents=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in FOREIGN and "PYTEST" not in name},
            "DJANGO_SETTINGS_MODULE": "passlogement.settings.development",
            "PASSLOGEMENT_VAR": str(folder),
            "PYTHONWARNINGS": "ignore:::celery.platforms",
        }

    def manage(self, tree: Path, *arguments: str) -> str:
        return self.run(tree, "manage.py", *arguments)

    def run(self, tree: Path, *command: str) -> str:
        """What a program of a version says."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=tree,
            env=self.environment | {"PYTHONPATH": str(tree)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (tree, command, done.stdout[-1000:], done.stderr[-3000:])
        return done.stdout

    def migrate(self, tree: Path) -> None:
        """Both databases at once: nothing of the one waits for the other."""
        started = [self._start(tree, "manage.py", "migrate", f"--database={name}") for name in ("default", "vault")]
        assert [one.wait(timeout=PATIENCE_SECONDS * 2) for one in started] == [0, 0], self._words(tree)

    @contextmanager
    def web(self, tree: Path) -> Iterator[str]:
        """The address of a web process of a version."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        options = ["--workers=1", "--threads=4", "--access-logfile=/dev/null", "--log-level=warning"]
        with self._running(tree, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", *options, "passlogement.wsgi"):
            wait_for(lambda: _answers(f"{address}/readyz"), f"no web of {tree}")
            yield address

    @contextmanager
    def worker(self, tree: Path) -> Iterator[None]:
        options = ["--queues=alerts,imports,reports", "--loglevel=warning", "--concurrency=1", "--pool=solo"]
        with self._running(tree, "-m", "celery", "-A", "passlogement", "--quiet", "worker", *options):
            yield

    def count(self, statement: str) -> int:
        """A number of the main database."""
        server = postgres.Instance("main")
        place = {"host": str(server.host), "port": str(server.port), "user": server.user}
        with psycopg.connect(**place, dbname="passlogement") as connection:  # type: ignore[arg-type]
            row = connection.execute(statement.encode()).fetchone()
        assert row is not None
        return int(row[0])

    @contextmanager
    def _running(self, tree: Path, *command: str) -> Iterator[None]:
        process = self._start(tree, *command)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)

    def _start(self, tree: Path, *command: str) -> subprocess.Popen[bytes]:
        mortal = (
            ["setpriv", "--pdeathsig=KILL", "--"] if shutil.which("setpriv") else []
        )  # ends with us, however we end
        with (self.folder / f"{tree.name}.log").open("ab") as log:
            return subprocess.Popen(
                [*mortal, sys.executable, *command],
                cwd=tree,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _words(self, tree: Path) -> str:
        return (self.folder / f"{tree.name}.log").read_text(errors="replace")[-3000:]


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """Without data; its servers stop at the end."""
    before = os.environ.get("PASSLOGEMENT_VAR")
    made = Installation(folder)
    os.environ["PASSLOGEMENT_VAR"] = str(folder)  # where this process looks for those servers
    servers = postgres.Instance("main"), valkey.Instance("main")
    try:
        for one in servers:
            one.start()
        yield made
    finally:
        for one in reversed(servers):
            one.stop()
        if before is None:
            del os.environ["PASSLOGEMENT_VAR"]
        else:
            os.environ["PASSLOGEMENT_VAR"] = before
        made.run(Path.cwd(), "-m", "passlogement.embedded", "reset")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(happened: Callable[[], bool], otherwise: str) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < limit, otherwise
        time.sleep(POLL_SECONDS)


def _answers(address: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        direct.open(address, timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True
