"""The real servers, from wheels: PostgreSQL and Valkey for a laptop, the tests and the demonstration.

Nothing here knows Django. An instance ("main" for the demonstration, "test" for the suite) is a pure function of the
checkout's path until it is started. A server that DATABASE_URL or REDIS_URL names is somebody's own: it is left alone.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from passlogement.embedded import paths, postgres, valkey


def start(name: str) -> None:
    """Starts the servers of an instance; those that run already are left alone.

    Raises RuntimeError, with the server's last words, when one does not start.
    """
    if not os.environ.get("DATABASE_URL"):
        postgres.Instance(name).start()
    if not os.environ.get("REDIS_URL"):
        valkey.Instance(name).start()


def stop(name: str) -> None:
    """Stops the servers of an instance; those that do not run are left alone."""
    valkey.Instance(name).stop()
    postgres.Instance(name).stop()


@contextmanager
def use(name: str) -> Iterator[None]:
    """Holds an instance started; the last of its users stops it. Several processes may use one at once."""
    with (paths.instance_dir(name) / "users.lock").open("a") as users:
        try:
            with paths.starting(name):
                fcntl.flock(users, fcntl.LOCK_SH)
                start(name)
            yield
        finally:
            with paths.starting(name):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still works on these servers
                else:
                    stop(name)
