"""`make demo`: the whole platform on one machine, with fictitious data, until Ctrl-C.

Servers first (unless DATABASE_URL and REDIS_URL name others), then migrations and data, then web, worker and beat
under one supervisor. When it ends, none of its processes is left.
"""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

from passlogement import embedded, supervisor
from passlogement.embedded import paths

PATIENCE_SECONDS = 60.0


def main() -> int:
    supervisor.stop_cleanly_on_any_signal()
    try:
        port = _port()
        with supervisor.no_orphans(), ExitStack() as servers:
            if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
                _say("starting the embedded servers")
            with supervisor.signals_wait():
                servers.enter_context(embedded.use("main"))
            try:
                _prepare()
                # As root, Celery advises another user at length: a demonstration on loopback is no place for that.
                os.environ.setdefault("PYTHONWARNINGS", "ignore:::celery.platforms")
                threading.Thread(target=_announce, args=(port,), daemon=True).start()
                return supervisor.run(_commands(port), cwd=paths.ROOT)
            finally:
                supervisor.ignore_signals()
                _say("stopping")
    except KeyboardInterrupt:
        return 130
    except (OSError, RuntimeError, ValueError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1


def _say(what: str) -> None:
    print(f"demo: {what}...", flush=True)


def _listen_address() -> str:
    """Anything but loopback is refused by the checks of `_prepare`, unless a setting says otherwise."""
    return os.environ.get("LISTEN_ADDRESS", "127.0.0.1")


def _port() -> int:
    """The port asked for. Raises ValueError when it is none, RuntimeError when the platform cannot listen there."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004 - the last port there is
        raise ValueError(f"PORT={text} is not a port: give a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_listen_address(), int(text)))
        except PermissionError:
            raise RuntimeError(f"Port {text} is for root alone: choose another with PORT=8001 make demo.") from None
        except OSError:
            raise RuntimeError(
                f"Port {text} is taken: stop what listens there, or choose another with PORT=8001 make demo."
            ) from None
    return int(text)


def _prepare() -> None:
    """Databases and data, in a process of their own: no thread or connection of Django's outlives it here."""
    done = subprocess.run([sys.executable, "-m", "passlogement.demo", "prepare"], cwd=paths.ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def prepare() -> None:
    (paths.var_dir() / "static").mkdir(parents=True, exist_ok=True)
    django.setup()
    if os.environ.get("DATABASE_URL"):
        _create_missing_databases()
    _say("migrating both databases")
    for database in settings.DATABASES:
        call_command("migrate", database=database, verbosity=0)
    _say("loading communes and the demonstration")
    call_command("load_territories")
    call_command("load_ceilings")
    call_command("load_demo")


def _create_missing_databases() -> None:
    """On a server of one's own the databases may not be there yet. Where that is not allowed, migrating says so."""
    for database in settings.DATABASES.values():
        address = {key.lower(): database[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if database.get(key)}
        with suppress(psycopg.Error), psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database["NAME"])))


def _commands(port: int) -> dict[str, list[str]]:
    programs = Path(sys.executable).parent
    celery = [f"{programs}/celery", "-A", "passlogement", "--quiet"]
    schedule = paths.var_dir() / "beat-schedule"
    web = ["--preload", "--workers=2", "--threads=4", "--access-logfile=/dev/null", "--log-level=warning"]
    return {
        "web": [f"{programs}/gunicorn", f"--bind={_listen_address()}:{port}", *web, "passlogement.wsgi"],
        "worker": [*celery, "worker", "--loglevel=warning", "--concurrency=2"],
        "beat": [*celery, "beat", "--loglevel=warning", f"--schedule={schedule}", "--pidfile="],
    }


def _personas() -> list[str]:
    django.setup()
    from accounts.demonstration.personas import PERSONAS  # noqa: PLC0415 - after Django's setup

    return [f"{persona.slug:<25} {persona.name}" for persona in PERSONAS]


def _announce(port: int) -> None:
    """Says where to go once the platform answers."""
    address = f"http://localhost:{port}"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever HTTP_PROXY says
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        try:
            direct.open(f"{address}/readyz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            lines = [f"Pass'Logement is ready: {address}", "", f"Sign in on {address}/demo/ as", *_personas()]
            print("\n" + "".join(f"  {line}\n" for line in [*lines, "", "Ctrl-C stops everything."]), flush=True)
            return


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.development")
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        sys.exit(main())
