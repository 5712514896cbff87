"""The faults. Each is over when its function returns, or at the moment that it returns: what follows is recovery.

`NotPlayed` says why one cannot be played on this machine.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import redis
from django.core.cache.backends.redis import RedisCache

from common.last_beat import LAST_BEAT
from passlogement.beat import LOCK, WAIT_SECONDS
from tests.faults.counting import CLOSING, Count
from tests.faults.mail import MailServer
from tests.faults.processes import Platform
from tests.faults.traffic import ALWAYS, MAIL, Traffic

DOWN_SECONDS = 4.0
FULL_SECONDS = 8.0
HOUR = 3600
PATIENCE_SECONDS = 40.0
RECOVERY_SECONDS = 150.0
POLL_SECONDS = 0.02


class NotPlayed(Exception):
    """`str(error)`: the reason, for the table."""


@dataclass(frozen=True)
class House:
    """What a fault may take hold of."""

    platform: Platform
    mail: MailServer
    traffic: Traffic
    count: Count
    closing: list[str]
    reminders: Iterator[str]
    leaving: str
    households: list[str]

    def valkey(self, database: int = 0) -> "redis.Redis[bytes]":
        with self.platform.servers() as (_, server):
            return redis.Redis(unix_socket_path=str(server.socket), db=database)

    def beat(self, name: str) -> object:
        with self.platform.servers() as (_, server):
            return RedisCache(server.url, {}).get(name)

    @property
    def photos(self) -> Path:
        return self.platform.disk.path / "photos"

    def wait_until_it_flows(self, when: str) -> None:
        """Until something of each kind that begins from now on went through, and a message arrived."""
        since = time.monotonic()
        ledger = self.traffic.ledger

        def missing() -> set[str]:
            return ALWAYS - ledger.went_through_since(since) - ({MAIL} if self.mail.received_since(since) else set())

        self.wait_until(lambda: not missing(), lambda: f"{when}: {sorted(missing())}", seconds=RECOVERY_SECONDS)

    def wait_until(
        self, condition: Callable[[], object], what: Callable[[], str], *, seconds: float = PATIENCE_SECONDS
    ) -> None:
        limit = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > limit:
                raise AssertionError(f"waited {seconds:.0f} s for {what()}; mistakes: {self.traffic.mistakes[-2:]}")
            time.sleep(POLL_SECONDS)

    def handles(self, queue: str) -> bool:
        """Whether a worker of a queue holds a message that it has not acknowledged."""
        held = self.valkey(1).hvals("unacked")
        return any(f'"{queue}"'.encode() in one for one in held)


# --- Processes ---


def kill_web_worker(house: House) -> None:
    house.platform.kill_child("web")


def kill_web(house: House) -> None:
    """Its first process: the others end by themselves, whoever keeps it starts it again."""
    house.platform.kill("web", group=False)


def kill_alerts(house: House) -> None:
    house.wait_until(lambda: house.handles("alerts"), lambda: "a task of alerts")
    house.platform.kill("alerts")


def kill_imports(house: House) -> None:
    """While it writes a long list; the list is cut at a part, and goes on."""
    house.traffic.rows_of_an_import = 5_000
    under_way = "SELECT count(*) FROM offers_offerimport WHERE state IN ('checking', 'writing') AND size >= 5000"
    try:
        house.wait_until(lambda: house.count.number(under_way), lambda: "an import under way")
    finally:
        house.traffic.rows_of_an_import = 20
    house.platform.kill("imports")


def kill_reports(house: House) -> None:
    house.traffic.ask_for_a_report()
    under_way = "SELECT count(*) FROM reporting_report WHERE state = 'en_cours' AND percent > 0"
    house.wait_until(lambda: house.count.number(under_way), lambda: "a report under way")
    house.platform.kill("reports")


def kill_beat(house: House) -> float:
    """The one that holds the lock; the other takes it over, and it stays down until then."""
    house.wait_until(lambda: house.beat(LOCK), lambda: "the lock of beat")
    holder = _holder(house)
    lock = house.beat(LOCK)
    program = house.platform.programs[holder]
    program.held = True
    house.platform.kill(holder)
    killed = time.monotonic()
    try:
        house.wait_until(
            lambda: house.beat(LOCK) not in (None, lock), lambda: "another that holds the lock of beat", seconds=60
        )
    finally:
        program.held = False
    return killed


def _holder(house: House) -> str:
    """Whoever holds the lock says so every few seconds: not while it is stopped."""
    first, second = "beat", "second beat"
    pid = house.platform.programs[first].pid
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(0.5)
        before = house.beat(LAST_BEAT)
        time.sleep(WAIT_SECONDS + 2)
        return first if house.beat(LAST_BEAT) == before else second
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


# --- Servers ---


def restart_postgres(house: House) -> None:
    with house.platform.servers() as (database, _):
        database.stop()
        time.sleep(DOWN_SECONDS)
        database.start()


def crash_postgres(house: House) -> None:
    """`immediate`: it writes nothing down and recovers from its log."""
    with house.platform.servers() as (database, _):
        pid = int((database.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        house.wait_until(
            lambda: not Path(f"/proc/{pid}").exists() or not database.running(), lambda: "PostgreSQL stops"
        )
        time.sleep(DOWN_SECONDS)
        database.start()


def restart_valkey(house: House) -> None:
    with house.platform.servers() as (_, server):
        server.stop()
        time.sleep(DOWN_SECONDS)
        server.start()


def empty_valkey(house: House) -> None:
    house.valkey().flushall()


# --- The machine ---


def fill_disk(house: House) -> None:
    """Until a page has said so of a photo, or of a list on its way through a temporary file."""
    told = house.traffic.journal.clear
    house.platform.disk.fill()
    try:
        time.sleep(FULL_SECONDS)
        house.wait_until(lambda: house.traffic.journal.clear > told, lambda: "a page that says that the disk is full")
    finally:
        house.platform.disk.empty()


def stop_mail(house: House) -> None:
    house.mail.stop()
    try:
        time.sleep(FULL_SECONDS)
    finally:
        house.mail.start()


def jump_the_clock(house: House) -> None:
    """An hour ahead: what was to close in 50 minutes closes, once. Then back: it was wrong."""
    if house.platform.faketime is None:
        raise NotPlayed("libfaketime (Debian: faketime) is not installed")
    ledger = house.traffic.ledger
    with house.platform.another_clock():
        house.wait_until_it_flows("under another clock")
        house.platform.set_clock(f"+{HOUR}")
        for candidature in house.closing:
            ledger.accept(ledger.begin(CLOSING, candidature))
        house.wait_until_it_flows("an hour ahead")
        # What is told an hour too early is told, before that hour is again to come.
        with house.traffic.paused():
            told = house.count.until_whole(ledger.of(ledger.phase), house.photos)
            assert told.lost == []
            house.platform.set_clock("+0")
        house.wait_until_it_flows("set back")


FAULTS: dict[str, Callable[[House], float | None]] = {
    "kill -9 of a worker of web": kill_web_worker,
    "kill -9 of web": kill_web,
    "kill -9 of the worker of alerts": kill_alerts,
    "kill -9 of the worker of imports": kill_imports,
    "kill -9 of the worker of reports": kill_reports,
    "kill -9 of beat": kill_beat,
    "PostgreSQL restarted": restart_postgres,
    "PostgreSQL stopped at once": crash_postgres,
    "Valkey restarted": restart_valkey,
    "Valkey emptied": empty_valkey,
    "disk full": fill_disk,
    "mail server down": stop_mail,
    "clock an hour ahead, then back": jump_the_clock,
}
