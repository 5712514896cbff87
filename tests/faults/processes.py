"""The processes of the platform on servers of their own: started, killed, and started again by whoever keeps them.

Commands and the two seconds before a restart are those of docs/operations.md (Procfile, systemd units).
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from passlogement.embedded import paths, postgres, valkey
from tests.faults.disk import Disk
from tests.faults.mail import free_port

ROOT = Path(__file__).resolve().parents[2]
RESTART_SECONDS = 2.0
POLL_SECONDS = 0.1
PATIENCE_SECONDS = 60.0
FAKETIME = Path("/usr/lib")
CELERY = ["celery", "-A", "tests.faults.clock", "--quiet"]
# What would lead the platform to other servers, or change what it sends.
FOREIGN = ("DATABASE_URL", "VAULT_DATABASE_URL", "REDIS_URL", "PORT", "SITE_ADDRESS", "LISTEN_ADDRESS", "DEMO_TODAY")


class Program:
    """`held`: whoever keeps it leaves it down."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.held = False
        self.process: subprocess.Popen[bytes] | None = None
        self.ended_at: float | None = None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self.process.pid

    def children(self) -> list[int]:
        with suppress(FileNotFoundError):
            return [int(one) for one in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        return []


class Platform:
    """Everything that serves, in a folder of its own."""

    def __init__(self, folder: Path, mail_port: int) -> None:
        self.folder = folder
        self.port = free_port()
        self.disk = Disk(folder / "disk")
        self.clock = folder / "clock"
        self.faketime = next(iter(sorted(FAKETIME.glob("*/faketime/libfaketimeMT.so.1"))), None)
        self.under_clock = False
        self.set_clock("+0")
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in FOREIGN and "PYTEST" not in name},
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PASSLOGEMENT_VAR": str(folder / "var"),
            "PYTHONWARNINGS": "ignore:::celery.platforms",
            "TMPDIR": str(self.disk.path / "tmp"),
            "FAULTS_MAIL_PORT": str(mail_port),
            "FAULTS_DISK": str(self.disk.path),
            "BACKUP_DIR": str(folder / "backups"),
        }
        self.programs = {one.name: one for one in self._programs()}
        self._keeping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def _programs(self) -> Iterator[Program]:
        web = ["--workers=2", "--threads=4", "--access-logfile=/dev/null", "--log-level=warning"]
        yield Program("web", ["gunicorn", f"--bind=127.0.0.1:{self.port}", *web, "passlogement.wsgi"])
        for queue, concurrency in (("alerts", 2), ("imports", 1), ("reports", 1)):
            options = [f"--queues={queue}", f"--concurrency={concurrency}", f"--hostname={queue}@%h"]
            yield Program(queue, [*CELERY, "worker", "--loglevel=warning", *options])
        for name in ("beat", "second beat"):  # as on another machine
            schedule = self.disk.path / f"schedule of {name}"
            yield Program(name, [*CELERY, "beat", "--loglevel=warning", f"--schedule={schedule}", "--pidfile="])

    # --- Servers ---

    @contextmanager
    def servers(self) -> Iterator[tuple[postgres.Instance, valkey.Instance]]:
        """Those of the platform; this process has others, of the suite."""
        with _environment("PASSLOGEMENT_VAR", self.environment["PASSLOGEMENT_VAR"]):
            yield postgres.Instance("main"), valkey.Instance("main")

    def start_servers(self) -> None:
        with self.servers() as (database, cache):
            database.start()
            cache.start()

    def client(self, name: str) -> str:
        """A program of PostgreSQL, as the commands of the platform are told of it."""
        with self.servers() as (database, _):
            return " ".join(paths.as_server([str(database.binary(name))]))

    def dump(self, name: str = "passlogement") -> str:
        """What pg_dump writes of a database."""
        with self.servers() as (database, _):
            where = ["-h", str(database.host), "-p", str(database.port), "-U", database.user, name]
            command = [*self.client("pg_dump").split(), *where]
        return subprocess.run(command, check=True, cwd="/", capture_output=True, text=True).stdout

    # --- Programs ---

    def manage(self, *arguments: str, module: str = "manage.py", check: bool = True) -> str:
        """The output of `manage.py ...`, or of another program of the checkout."""
        start = [sys.executable, *(["manage.py"] if module == "manage.py" else ["-m", module]), *arguments]
        done = subprocess.run(start, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout + done.stderr

    def start(self) -> None:
        for program in self.programs.values():
            self._start(program)
        self._keeper.start()
        self.wait_until_ready()

    def stop(self) -> None:
        """Nothing of it is left."""
        self._keeping.set()
        for program in self.programs.values():
            program.held = True
        if self._keeper.is_alive():
            self._keeper.join()
        self.end_programs(*self.programs)
        with self.servers() as (database, cache):
            cache.stop()
            database.stop()
        self.manage("reset", module="passlogement.embedded")
        self.disk.unmount()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, program: Program) -> None:
        path = Path(sys.executable).parent / program.command[0]
        # It ends with us, even if we are killed.
        mortal = ["setpriv", "--pdeathsig=KILL", "--"] if shutil.which("setpriv") else []
        log = (self.folder / f"{program.name}.log").open("ab")
        program.ended_at = None
        program.process = subprocess.Popen(
            [*mortal, str(path), *program.command[1:]],
            cwd=ROOT,
            env=self.environment | self._fake_clock(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()

    def _keep(self) -> None:
        """Restart=always, RestartSec=2."""
        while not self._keeping.wait(POLL_SECONDS):
            for program in self.programs.values():
                if program.held or program.process is None or program.process.poll() is None:
                    continue
                program.ended_at = program.ended_at or time.monotonic()
                if time.monotonic() - program.ended_at >= RESTART_SECONDS:
                    self._start(program)

    def kill(self, name: str, *, group: bool = True) -> None:
        """SIGKILL to all of its processes, as the kernel does for a group out of memory; or to the first alone."""
        program = self.programs[name]
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(program.pid, signal.SIGKILL)

    def kill_child(self, name: str) -> None:
        os.kill(self.programs[name].children()[0], signal.SIGKILL)

    def end_programs(self, *names: str) -> None:
        """Politely, and they stay down until `resume`."""
        for name in names:
            self.programs[name].held = True
            with suppress(ProcessLookupError, RuntimeError):
                os.kill(self.programs[name].pid, signal.SIGTERM)
        for name in names:
            process = self.programs[name].process
            if process is None:
                continue
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=30)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def resume(self, *names: str) -> None:
        for name in names:
            self.programs[name].held = False

    def wait_until_ready(self) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                if time.monotonic() > limit:
                    raise
                time.sleep(POLL_SECONDS)

    # --- Clock ---

    @contextmanager
    def another_clock(self) -> Iterator[None]:
        """All programs under libfaketime, for a while: it costs them a fifth of a processor each."""
        self._begin_anew(under_clock=True)
        try:
            yield
        finally:
            self.set_clock("+0")
            self._begin_anew(under_clock=False)

    def _begin_anew(self, *, under_clock: bool) -> None:
        self.end_programs(*self.programs)
        self.under_clock = under_clock
        self.resume(*self.programs)
        self.wait_until_ready()

    def set_clock(self, offset: str) -> None:
        """ "+0", "+3600": seconds from the true time, for all programs, within a second."""
        written = self.clock.with_suffix(".new")
        written.write_text(f"{offset}\n")
        written.replace(self.clock)

    def _fake_clock(self) -> dict[str, str]:
        if not self.under_clock:
            return {}
        return {
            "LD_PRELOAD": str(self.faketime),
            "PYTHONPATH": str(Path(__file__).parent / "clocked"),
            "FAKETIME_TIMESTAMP_FILE": str(self.clock),
            "FAKETIME_CACHE_DURATION": "1",
            # A clock that jumps leaves these alone.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
