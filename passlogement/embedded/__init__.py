"""The real servers, from wheels: PostgreSQL and Valkey for a laptop, the tests and the demonstration.

Nothing here knows Django. An instance ("main" for the demonstration, "test" for the suite) is a pure function of the
checkout's path until it is started.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from passlogement.embedded import paths, postgres, valkey


def start(name: str) -> None:
    """Starts both servers of an instance; those that run already are left alone."""
    postgres.Instance(name).start()
    valkey.Instance(name).start()


def stop(name: str) -> None:
    """Stops both servers of an instance."""
    valkey.Instance(name).stop()
    postgres.Instance(name).stop()


@contextmanager
def use(name: str) -> Iterator[None]:
    """Holds an instance started; the last of its users stops it. Several processes may use one at once."""
    with (paths.instance_dir(name) / "users.lock").open("a") as users:
        with paths.starting(name):
            fcntl.flock(users, fcntl.LOCK_SH)
            start(name)
        try:
            yield
        finally:
            with paths.starting(name):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still works on these servers
                else:
                    stop(name)
