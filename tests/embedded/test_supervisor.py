"""The supervisor of the demonstration, with programs of a few lines in place of web, worker and beat."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Says its number and that of a child, then sleeps; {deaf}: a program that does not hear SIGTERM.
PROGRAM = """
import os, signal, subprocess, sys, time
{deaf}
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(f"{{os.getpid()}} {{child.pid}} .")
time.sleep({seconds})
child.kill()
sys.exit({code})
"""
SUPERVISOR = """
import sys
from pathlib import Path
from passlogement import supervisor
supervisor.PATIENCE_SECONDS = 1.0
supervisor.stop_cleanly_on_any_signal()
programs = {name: [sys.executable, "-c", program, file] for name, program, file in PROGRAMS}
sys.exit(supervisor.run(programs, cwd=Path("/")))
"""


class Supervised:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *programs: str) -> "Supervised":
        self.files = [self.folder / str(number) for number in range(len(programs))]
        named = [(f"p{number}", text, str(self.files[number])) for number, text in enumerate(programs)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"PROGRAMS = {named!r}\n{SUPERVISOR}"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        wait_until(lambda: all(file.exists() and file.read_text().endswith(".") for file in self.files))
        return self

    def pids(self) -> list[int]:
        return [int(word) for file in self.files for word in file.read_text().split()[:-1]]

    def end(self) -> tuple[int, str]:
        assert self.process is not None
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said.decode()


def program(*, seconds: float = 60, code: int = 0, deaf: bool = False) -> str:
    line = "signal.signal(signal.SIGTERM, signal.SIG_IGN)" if deaf else ""
    return PROGRAM.format(seconds=seconds, code=code, deaf=line)


def wait_until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit, "waited 30 s"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    supervised = Supervised(tmp_path)
    yield supervised
    if supervised.process:
        supervised.process.kill()
        for pid in filter(alive, supervised.pids()):
            os.kill(pid, signal.SIGKILL)
        supervised.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_program_and_its_children(supervised: Supervised, number: int) -> None:
    supervised.start(program(), program(deaf=True))
    assert all(map(alive, supervised.pids()))

    os.killpg(supervised.process.pid, number)

    assert supervised.end()[0] == 0
    assert not any(map(alive, supervised.pids()))


def test_an_impatient_second_ctrl_c_leaves_nothing(supervised: Supervised) -> None:
    supervised.start(program(deaf=True))

    os.killpg(supervised.process.pid, signal.SIGINT)
    time.sleep(0.3)
    os.killpg(supervised.process.pid, signal.SIGINT)

    assert supervised.end()[0] == 0
    assert not any(map(alive, supervised.pids()))


def test_a_program_that_ends_takes_the_others_with_it_and_is_named(supervised: Supervised) -> None:
    supervised.start(program(), program(seconds=0.5, code=3))

    code, said = supervised.end()

    assert code == 3
    assert "p1 ended by itself (code 3)" in said
    assert not any(map(alive, supervised.pids()))


def test_programs_end_with_a_killed_supervisor(supervised: Supervised) -> None:
    supervised.start(program())
    main = supervised.pids()[0]

    supervised.process.kill()
    supervised.process.wait()

    wait_until(lambda: not alive(main))


def test_a_signal_during_a_start_is_obeyed_after_it() -> None:
    text = """
import os, signal
from passlogement import supervisor
supervisor.stop_cleanly_on_any_signal()
try:
    with supervisor.signals_wait():
        os.kill(os.getpid(), signal.SIGINT)
        print("started")
    print("never")
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["started", "stopped"]


def test_a_detached_server_that_ended_is_read() -> None:
    """Otherwise its number stays in the list of processes wherever the first one of the machine reads nobody."""
    text = """
import subprocess, time
from passlogement import supervisor
with supervisor.no_orphans():
    said = subprocess.run(["sh", "-c", "sleep 0.3 >/dev/null & echo $!"], capture_output=True, text=True).stdout
    time.sleep(0.6)
print(said)
"""
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not Path(f"/proc/{int(done.stdout)}").exists()
