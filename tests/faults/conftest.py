"""One platform for the whole run; its table at the end. Played when asked for alone: `make test-faults`."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import enable_socket

from passlogement.embedded import paths
from tests.faults.counting import Count
from tests.faults.faults import House
from tests.faults.mail import MailServer
from tests.faults.processes import Platform
from tests.faults.table import Row, lines
from tests.faults.traffic import Traffic

ROWS = pytest.StashKey[list[Row]]()
NOTES = pytest.StashKey[list[str]]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out unless `-m` names them; the restoring last, for it ends the traffic."""
    ours = [item for item in items if item.get_closest_marker("faults")]
    if "faults" not in config.option.markexpr:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if item not in ours]
        return
    items.sort(key=lambda item: "restore" in item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if rows := config.stash.get(ROWS, []):
        terminalreporter.section("faults")
        for line in [*lines(rows), "", *config.stash.get(NOTES, [])]:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> list[Row]:
    return request.config.stash.setdefault(ROWS, [])


@pytest.fixture(scope="session")
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """Servers, data, processes, and the traffic, which begins."""
    # Not tmp_path: pytest's folder is closed to the servers' user.
    folder = Path(tempfile.mkdtemp(prefix="passlogement-faults-"))
    folder.chmod(0o755)
    enable_socket()
    mail = MailServer()
    mail.start()
    platform = Platform(folder, mail.port)
    try:
        platform.start_servers()
        for arguments in (["migrate"], ["migrate", "--database=vault"], ["load_territories"], ["load_ceilings"]):
            platform.manage(*arguments)
        platform.manage("load_demo", "--without-reports")
        seeded = json.loads(platform.manage(module="tests.faults.seed"))
        platform.start()
        with platform.servers() as (database, _):
            count = Count(database.host, mail)
        traffic = Traffic(f"http://127.0.0.1:{platform.port}", seeded["households"])
        made = House(
            platform,
            mail,
            traffic,
            count,
            seeded["closing"],
            iter(seeded["reminders"]),
            seeded["leaving"],
            [one for ids in seeded["households"].values() for one in ids],
        )
        traffic.start()
        try:
            yield made
        finally:
            traffic.stop()
            request.config.stash[NOTES] = _notes(made)
    finally:
        for log in folder.glob("*.log"):
            shutil.copy(log, paths.instance_dir("faults"))  # of the last run, for whoever reads a failure
        platform.stop()
        mail.stop()


def _notes(house: House) -> list[str]:
    journal, copies = house.traffic.journal, house.mail.copies()
    again = sum(number - 1 for number in copies.values())
    answers = f"{journal.answered} requests, {journal.cut} cut, {journal.clear} told that a service is missing"
    return [
        f"{answers}, {len(journal.bare)} failed otherwise.",
        f"{len(copies)} messages by Message-ID, {again} of them sent again as the very same.",
    ]
