"""`make demo`: the whole platform on one machine, with fictitious data, until Ctrl-C.

Servers first (unless DATABASE_URL and REDIS_URL name others), then migrations and data, then web, worker and beat
under one supervisor. When it ends, none of its processes is left.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from honcho.manager import Manager

from passlogement import embedded
from passlogement.embedded import paths

PATIENCE_SECONDS = 60


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.development")
    if not _free(port):
        print(f"Port {port} is taken: stop what listens there, or choose another with PORT=8001 make demo.")
        return 1
    # A second Ctrl-C or a SIGTERM must still stop the servers: both become the same clean exit.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with ExitStack() as servers:
            if not os.environ.get("DATABASE_URL"):
                _say("starting PostgreSQL and Valkey")
                servers.enter_context(embedded.use("main"))
            _prepare()
            return _supervise(port)
    except KeyboardInterrupt:
        return 130


def _say(what: str) -> None:
    print(f"demo: {what}...", flush=True)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _prepare() -> None:
    (paths.var_dir() / "static").mkdir(exist_ok=True)
    _say("migrating both databases")
    _manage("migrate", "--verbosity=0")
    _manage("migrate", "--verbosity=0", "--database=vault")
    _say("loading communes and the demonstration")
    _manage("load_territories")
    _manage("load_demo")


def _manage(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=paths.ROOT, check=False)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(done.returncode)


def _supervise(port: int) -> int:
    """Runs web, worker and beat until one ends or somebody stops them."""
    programs = Path(sys.executable).parent
    celery = f"{programs}/celery -A passlogement --quiet"
    beat_schedule = paths.var_dir() / "beat-schedule"
    # Anything but loopback was refused by the checks of _prepare, unless the setting says so (accounts.checks).
    listen = os.environ.get("LISTEN_ADDRESS", "127.0.0.1")
    manager = Manager()
    web = "--workers=2 --threads=4 --access-logfile=/dev/null --log-level=warning"
    manager.add_process("web", f"{programs}/gunicorn --bind={listen}:{port} {web} passlogement.wsgi", cwd=paths.ROOT)
    manager.add_process("worker", f"{celery} worker --loglevel=warning --concurrency=2", cwd=paths.ROOT)
    manager.add_process("beat", f"{celery} beat --loglevel=warning --schedule={beat_schedule}", cwd=paths.ROOT)
    threading.Thread(target=_announce, args=(port,), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in {0, None, -signal.SIGTERM, -signal.SIGINT} else manager.returncode


def _announce(port: int) -> None:
    """Says where to go once the platform answers."""
    address = f"http://localhost:{port}"
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            print(
                f"\n  Pass'Logement: {address}\n  Personas:      {address}/demo/\n  Ctrl-C stops everything.\n",
                flush=True,
            )
            return


if __name__ == "__main__":
    sys.exit(main())
