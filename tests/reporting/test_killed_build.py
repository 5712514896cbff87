"""A worker killed with SIGKILL at any moment of a build, PostgreSQL restarted: one report, as undisturbed.

The small counts kill 3 workers on the servers of the suite. The full ones kill 20 and restart PostgreSQL twice, in a
run of their own with servers of its own: the other tests go on meanwhile.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from accounts.models import Membership
from notifications.models import Notice
from passlogement.embedded import postgres
from reporting import actions
from reporting.actions import opening
from reporting.models import Report, ReportEdition, ReportKind, ReportState
from reporting.scopes import Scope
from reporting.tasks import sweep
from tests.reporting.conftest import SECOND
from tests.reporting.killed_build import SECONDS

KILLS = int(os.environ.get("KILLS_OF_BUILDS", "3"))
RESTARTS = int(os.environ.get("RESTARTS_OF_POSTGRES", "0"))  # of the servers of this run: nobody else may use them
ROOT = Path(__file__).resolve().parents[2]
# What would lead a run of its own to the servers, or to the part, of this one.
OF_THIS_RUN = ("DATABASE_URL", "VAULT_DATABASE_URL", "REDIS_URL", "FULL_COUNTS")


def undisturbed(report: Report) -> dict[str, tuple[str, str]]:
    """Audience -> content and SHA-256 of a build that nothing disturbs, then undone."""
    with transaction.atomic():
        actions.build(report_id=report.pk)
        made = contents()
        transaction.set_rollback(True)
    return made


def contents() -> dict[str, tuple[str, str]]:
    editions = ReportEdition.objects.order_by("audience")
    return {one.audience: (one.content, one.sha256) for one in editions}


def worker_for(report: Report) -> subprocess.Popen[str]:
    """A process that has just begun to build it."""
    names = ",".join(str(connections[alias].settings_dict["NAME"]) for alias in settings.DATABASES)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.reporting.killed_build", str(report.pk)],
        env={**os.environ, "TEST_DATABASES": names},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    assert worker.stderr
    assert worker.stdout.readline() == "building\n", worker.stderr.read()
    return worker


def killed(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    _, error = worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL, error


def restart_postgres(worker: subprocess.Popen[str]) -> None:
    """Under a worker, which fails, or is killed where it noticed nothing."""
    connections.close_all()
    server = postgres.Instance("test")
    server.stop()
    server.start()
    worker.send_signal(signal.SIGKILL)
    worker.communicate(timeout=60)


def wait_for_the_lock() -> None:
    """PostgreSQL lets go of what a killed process held once it notices its end."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE locktype = 'advisory' AND datname = current_database()"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)
    raise AssertionError("a killed worker still holds its lock")


@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
def test_whatever_dies_it_is_one_report_equal_to_the_undisturbed_one(
    scope: Scope, coordinator: Membership, federation_member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(opening, "wake", Mock())
        report = actions.open_report(scope=scope, kind=ReportKind.QUARTERLY, starts_on=SECOND, by=None)
    expected = undisturbed(report)
    assert len(expected) == 2
    restarts = random.sample(range(KILLS), RESTARTS)
    for number in range(KILLS):
        worker = worker_for(report)
        # Anywhere in what it counts, or in the transaction that writes both editions.
        time.sleep(random.uniform(0, SECONDS * 1.5))
        if number in restarts:
            restart_postgres(worker)
        else:
            killed(worker)
        wait_for_the_lock()
        report.refresh_from_db()
        assert report.state == ReportState.BUILDING
        assert contents() == {}
        assert not Notice.objects.exists()

    sweep()
    sweep()

    report.refresh_from_db()
    assert (Report.objects.count(), report.state, report.percent) == (1, ReportState.DRAFT, 100)
    assert contents() == expected
    assert ReportEdition.objects.count() == 2
    assert Notice.objects.count() == 2  # the coordinator's, the federation's


@pytest.mark.skipif(not os.environ.get("FULL_COUNTS"), reason="the full counts: twenty kills take minutes")
@pytest.mark.timeout(1800)
def test_twenty_kills_and_two_restarts_of_postgres() -> None:
    # Not tmp_path: pytest's folder is closed to the servers' user.
    own = Path(tempfile.mkdtemp(prefix="passlogement-tests-"))
    own.chmod(0o755)
    kept = {
        name: value for name, value in os.environ.items() if name not in OF_THIS_RUN and not name.startswith("PYTEST_")
    }
    environment = {**kept, "PASSLOGEMENT_VAR": str(own / "var"), "KILLS_OF_BUILDS": "20", "RESTARTS_OF_POSTGRES": "2"}
    run = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--timeout=1200",
        __file__,
    ]
    try:
        done = subprocess.run(run, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        subprocess.run([sys.executable, "-m", "passlogement.embedded", "reset"], env=environment, cwd=ROOT, check=True)
        shutil.rmtree(own, ignore_errors=True)
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-2_000:]
    assert "1 passed" in done.stdout
