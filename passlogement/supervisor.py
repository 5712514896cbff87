"""Runs a few programs together: when one ends or somebody stops them, all end, and nothing of theirs is left."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL_SECONDS = 0.1
PATIENCE_SECONDS = 8.0
REAP_SECONDS = 2.0  # a server that somebody else still uses stays: no reason to wait for it
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def run(commands: dict[str, list[str]], *, cwd: Path) -> int:
    """Runs programs by name until the first ends. Returns its code (1 for 0: none should end), or 0 when stopped.

    Stopped means KeyboardInterrupt or SystemExit: see `stop_cleanly_on_any_signal`.
    """
    programs: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            programs[name] = _start(command, cwd)
        while True:
            for name, program in programs.items():
                if (code := program.poll()) is not None:
                    sys.stderr.write(f"{name} ended by itself (code {code}): stopping the others.\n")
                    return code or 1
            time.sleep(POLL_SECONDS)
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        ignore_signals()
        _stop(list(programs.values()))


def stop_cleanly_on_any_signal() -> None:
    """Ctrl-C, a polite kill and a closed terminal end the same way: by an exception that runs every `finally`."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what is in background without it
    signal.signal(signal.SIGTERM, _exit)
    signal.signal(signal.SIGHUP, _exit)


def ignore_signals() -> None:
    """For the time of stopping: an impatient second Ctrl-C must not leave anything behind."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def signals_wait() -> Iterator[None]:
    """A signal received inside is obeyed at the end: a server interrupted in its start would be nobody's."""
    received: list[int] = []
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, lambda sent, frame: received.append(sent))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if received:
        signal.raise_signal(received[0])


@contextmanager
def no_orphans() -> Iterator[None]:
    """Servers that detach inside become ours on Linux, and what has ended is read at the end.

    Elsewhere the first process of the machine does it: at its own pace, or in a bare container never.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        limit = time.monotonic() + REAP_SECONDS
        with suppress(ChildProcessError):
            while time.monotonic() < limit:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(POLL_SECONDS / 2)


def _exit(number: int, frame: object) -> NoReturn:
    sys.exit(128 + number)


def _start(command: list[str], cwd: Path) -> subprocess.Popen[bytes]:
    # A group of its own, so that Ctrl-C reaches it through us alone; and it ends with us, even if we are killed.
    mortal = ["setpriv", "--pdeathsig=TERM", "--"] if shutil.which("setpriv") else []
    return subprocess.Popen([*mortal, *command], cwd=cwd, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own commands


def _stop(programs: list[subprocess.Popen[bytes]]) -> None:
    """Asks every program to end, then kills what is left of its group."""
    for program in programs:
        _signal_group(program, signal.SIGTERM)
    limit = time.monotonic() + PATIENCE_SECONDS
    while any(program.poll() is None for program in programs) and time.monotonic() < limit:
        time.sleep(POLL_SECONDS)
    for program in programs:
        _signal_group(program, signal.SIGKILL)
        program.wait()


def _signal_group(program: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(program.pid, number)
