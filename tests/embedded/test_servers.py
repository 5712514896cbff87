"""The embedded servers, started for real in a folder of the test's own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from passlogement import embedded
from passlogement.embedded import __main__ as commands
from passlogement.embedded import paths, postgres, valkey

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A VAR of the test's own, without a trace left: servers, sockets and relocated data go."""
    # Not tmp_path: pytest's folder is closed to the servers' user, and each test would copy PostgreSQL.
    parent = Path(tempfile.mkdtemp(prefix="passlogement-tests-"))
    parent.chmod(0o755)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("PASSLOGEMENT_VAR", str(parent / "var"))
    yield parent / "var"
    monkeypatch.setenv("PASSLOGEMENT_VAR", str(parent / "var"))  # a test may have moved it
    commands.reset()
    shutil.rmtree(parent)


def ask(database: str, query: str) -> list[tuple]:
    server = postgres.Instance("test")
    with psycopg.connect(
        host=str(server.host), port=server.port, user=server.user, dbname=database, autocommit=True
    ) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_addresses_are_known_before_anything_starts(var: Path) -> None:
    server = postgres.Instance("test")

    assert len(f"{server.host}/.s.PGSQL.{server.port}") < 107
    assert valkey.Instance("test").url == f"unix://{server.host}/valkey.sock?db=0"
    assert not server.host.exists()
    assert not server.running()
    assert not valkey.Instance("test").running()


def test_instances_and_checkouts_never_share_an_address(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = {postgres.Instance(name).host for name in ("main", "test")}
    monkeypatch.setenv("PASSLOGEMENT_VAR", str(var / "another"))
    hosts |= {postgres.Instance(name).host for name in ("main", "test")}

    assert len(hosts) == 4


def test_a_relative_var_means_the_checkout_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSLOGEMENT_VAR", "elsewhere")

    assert paths.var_dir() == ROOT / "elsewhere"


def test_servers_start_answer_and_stop(var: Path) -> None:
    embedded.start("test")

    assert ask("passlogement", "SHOW server_version")[0][0].startswith("18.")
    assert ask("vault", "SELECT datcollate FROM pg_database WHERE datname = 'vault'") == [("C.UTF-8",)]
    assert redis.Redis.from_url(valkey.Instance("test").url).ping()

    embedded.stop("test")

    assert not postgres.Instance("test").running()
    assert not valkey.Instance("test").running()
    embedded.stop("test")  # a second time is nothing


def test_only_the_servers_user_enters_their_folders(var: Path) -> None:
    embedded.start("test")
    server = postgres.Instance("test")

    assert server.host.stat().st_mode & 0o077 == 0
    assert server.data.stat().st_mode & 0o077 == 0
    assert server.data.stat().st_uid == (paths.UNPRIVILEGED if os.getuid() == 0 else os.getuid())


def test_the_log_of_the_suite_holds_statements_and_what_they_were_given(var: Path) -> None:
    embedded.start("test")
    server = postgres.Instance("test")
    with psycopg.connect(host=str(server.host), port=server.port, user=server.user, dbname="vault") as connection:
        connection.execute("SELECT %s::text", ["une marque unique"])

    assert "une marque unique" in server.log_path.read_text()


def test_the_log_of_the_demonstration_holds_neither() -> None:
    settings = postgres.Instance("main").settings

    assert settings["log_statement"] == "'none'"
    assert settings["log_min_error_statement"] == "'panic'"


def test_a_second_start_keeps_processes_and_data(var: Path) -> None:
    embedded.start("test")
    pids = _pids()
    ask("passlogement", "CREATE TABLE kept (number int)")
    ask("passlogement", "INSERT INTO kept VALUES (1)")

    embedded.start("test")
    assert _pids() == pids

    embedded.stop("test")
    embedded.start("test")
    assert ask("passlogement", "SELECT number FROM kept") == [(1,)]


def test_killed_servers_leave_nothing_that_stops_the_next_start(var: Path) -> None:
    embedded.start("test")
    for pid in _pids():
        os.kill(pid, signal.SIGKILL)
    _wait_until_gone(_pids())

    embedded.start("test")

    assert ask("passlogement", "SELECT 1") == [(1,)]


def test_a_pid_file_that_names_another_process_is_not_believed(var: Path) -> None:
    """After a restart of the machine the number belongs to somebody else: never stopped, never taken for a server."""
    embedded.start("test")
    embedded.stop("test")
    innocent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (postgres.Instance("test").data / "postmaster.pid").write_text(f"{innocent.pid}\n")
        valkey.Instance("test").pid_file.write_text(str(innocent.pid))

        assert not postgres.Instance("test").running()
        embedded.start("test")

        assert ask("passlogement", "SELECT 1") == [(1,)]
        assert redis.Redis.from_url(valkey.Instance("test").url).ping()
        assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


def test_a_cleaned_temporary_folder_does_not_lock_anybody_out(var: Path) -> None:
    embedded.start("test")
    for socket in postgres.Instance("test").host.iterdir():
        socket.unlink()

    embedded.start("test")

    assert ask("passlogement", "SELECT 1") == [(1,)]
    assert redis.Redis.from_url(valkey.Instance("test").url).ping()


def test_two_starts_at_once_make_one_server(var: Path) -> None:
    program = "from passlogement import embedded\nwith embedded.use('test'): input()"
    users = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    try:
        _wait_until(lambda: postgres.Instance("test").running() and valkey.Instance("test").running())
        with embedded.use("test"):
            assert ask("passlogement", "SELECT 1") == [(1,)]
            for user in users[:2]:
                user.communicate(b"\n", timeout=30)
        # The third still works on them.
        assert ask("passlogement", "SELECT 1") == [(1,)]
        users[2].communicate(b"\n", timeout=30)

        assert [user.returncode for user in users] == [0, 0, 0]
        assert not postgres.Instance("test").running()
        assert not valkey.Instance("test").running()
    finally:
        for user in users:
            user.kill()
            user.communicate()


def test_servers_of_one_s_own_are_left_alone(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/passlogement")

    with embedded.use("test"):
        assert not postgres.Instance("test").running()
        assert valkey.Instance("test").running()


def test_a_failed_start_leaves_nothing_running(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: valkey.Instance) -> None:
        raise RuntimeError("Valkey did not start")

    monkeypatch.setattr(valkey.Instance, "start", fail)

    with pytest.raises(RuntimeError, match="did not start"), embedded.use("test"):
        pass

    assert not postgres.Instance("test").running()


def test_reset_forgets_everything(var: Path) -> None:
    embedded.start("test")
    host = postgres.Instance("test").host

    commands.reset()

    assert not host.exists()
    assert not var.exists()
    assert not paths.relocated_dir_path().exists()


@pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user enters her own home")
def test_a_closed_parent_moves_the_servers_where_their_user_can_enter(var: Path) -> None:
    var.mkdir()
    var.chmod(0o700)

    embedded.start("test")
    data = postgres.Instance("test").data

    assert ask("passlogement", "SELECT 1") == [(1,)]
    assert data.is_symlink()
    assert data.resolve().is_relative_to(paths.RELOCATED)
    assert data.resolve().parent.stat().st_mode & 0o777 == 0o711


@pytest.mark.skipif(os.getuid() != 0, reason="root alone may give files away")
def test_data_of_another_user_is_refused_in_clear_words(var: Path) -> None:
    data = postgres.Instance("test").data
    data.mkdir()
    (data / "PG_VERSION").write_text("18")
    os.chown(data, 1234, 1234)

    with pytest.raises(RuntimeError, match="another user"):
        postgres.Instance("test").start()


def _pids() -> list[int]:
    files = (postgres.Instance("test").data / "postmaster.pid", valkey.Instance("test").pid_file)
    return [int(file.read_text().split()[0]) for file in files]


def _wait_until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit, "waited 30 s"
        time.sleep(0.05)


def _wait_until_gone(pids: list[int]) -> None:
    _wait_until(lambda: not any(_alive(pid) for pid in pids))


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
