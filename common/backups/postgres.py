"""A database as its own programs write and load it: pg_dump and psql, fed chunk by chunk."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Final, cast

from django.db import connections

from common.backups.keeping import CHUNK_BYTES, BackupError

# What Django passes to the driver -> the variable by which PostgreSQL's programs know it.
TLS: Final = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
ENDING: Final = b"PostgreSQL database dump complete"
EMPTY: Final = b"DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;\n"


def environment(alias: str) -> dict[str, str]:
    """Where the database is, for a program: never in its arguments, which every process of the machine may read."""
    description = connections[alias].settings_dict
    where = {
        "PGHOST": str(description["HOST"]),
        "PGPORT": str(description["PORT"] or 5432),
        "PGUSER": str(description["USER"]),
        "PGPASSWORD": str(description["PASSWORD"]),
        "PGDATABASE": str(description["NAME"]),
    }
    options = description.get("OPTIONS", {})
    where |= {variable: str(options[name]) for name, variable in TLS.items() if name in options}
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | where


def dump(alias: str, program: str = "pg_dump") -> Iterator[bytes]:
    """The database in plain SQL, at one instant. Raises BackupError, after the last chunk, when it is not whole."""
    end = b""
    with tempfile.TemporaryFile() as errors:
        running = _start([*program.split(), "--encoding=UTF8"], alias, errors, subprocess.DEVNULL, subprocess.PIPE)
        output = cast(IO[bytes], running.stdout)
        try:
            while chunk := output.read(CHUNK_BYTES):
                end = (end + chunk)[-4096:]
                yield chunk
            failed = running.wait()
        finally:
            running.kill()
            output.close()
            running.wait()
        if failed or ENDING not in end:
            raise BackupError(f"pg_dump failed, no backup was made: {_said(errors)}")


def load(alias: str, feed: Callable[[Callable[[bytes], object]], None], program: str = "psql") -> None:
    """Replaces a database by the plain SQL that `feed` gives to the function it receives, in one transaction.

    Nothing is changed when `feed` or psql fails. Raises BackupError, and whatever `feed` raises.
    """
    connections[alias].close()
    command = [*program.split(), "-v", "ON_ERROR_STOP=1", "--quiet", "--single-transaction", "-f", "-"]
    with tempfile.TemporaryFile() as errors:
        running = _start(command, alias, errors, subprocess.PIPE, subprocess.DEVNULL)
        given = cast(IO[bytes], running.stdin)
        try:
            given.write(EMPTY)
            feed(given.write)
            given.close()
        except BrokenPipeError:
            pass  # psql gave up: it says why
        except BaseException:
            # Before its input ends, or it would take what it has for the whole and commit it.
            running.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                given.close()
            failed = running.wait()
        if failed:
            raise BackupError(f"psql failed, nothing was changed: {_said(errors)}")


def _start(command: list[str], alias: str, errors: IO[bytes], stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the operator's own command
            command, env=environment(alias), cwd="/", stdin=stdin, stdout=stdout, stderr=errors
        )
    except OSError as error:
        raise BackupError(f"{command[0]} does not start ({error.strerror}): install PostgreSQL's client.") from error


def _said(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-500:]
