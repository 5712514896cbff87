"""What the databases and the mail server hold of the writes of a run: lost, doubled, or once."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.ledger import Write
from tests.faults.mail import MailServer

PATIENCE_SECONDS = 60.0
REMINDER, CLOSING = "reminder", "closing"
# Kind of a write -> what there must be exactly one of, by its key.
ONCE = {
    "publication": (
        """SELECT count(*) FROM offers_offertransition t JOIN offers_offer o ON o.id = t.offer_id
            WHERE o.reference = %(key)s AND o.state = 'published' AND t.to_state = 'published'""",
        "SELECT count(*) FROM offers_offer WHERE reference = %(key)s",
    ),
    "photo": ("SELECT count(*) FROM offers_offerphoto WHERE location_id = %(key)s::uuid",),
    "request": (
        """SELECT count(*) FROM matching_candidature WHERE household_id = split_part(%(key)s, ' ', 1)::uuid
            AND offer_id = split_part(%(key)s, ' ', 2)::uuid""",
        """SELECT count(*) FROM matching_candidaturetransition t JOIN matching_candidature c ON c.id = t.candidature_id
            WHERE c.household_id = split_part(%(key)s, ' ', 1)::uuid
            AND c.offer_id = split_part(%(key)s, ' ', 2)::uuid AND t.to_state = 'requested'""",
    ),
    "transmission": (
        """SELECT count(*) FROM matching_candidaturetransition
            WHERE candidature_id = %(key)s::uuid AND to_state = 'transmitted'""",
    ),
    "answer": (
        """SELECT count(*) FROM matching_candidaturetransition
            WHERE candidature_id = %(key)s::uuid AND to_state = 'file_incomplete'""",
        "SELECT count(*) FROM notifications_notice WHERE reference = %(key)s::uuid AND kind = 'papers'",
    ),
    "report": (
        """SELECT count(*) FROM reporting_report WHERE kind = split_part(%(key)s, '/', 2)
            AND starts_on = split_part(%(key)s, '/', 3)::date AND state IN ('projet', 'publie')
            AND split_part(%(key)s, '/', 1) IN ('convention-' || convention_id, 'region-' || region_id)""",
    ),
    "release": (
        "SELECT count(*) FROM reporting_report WHERE id = %(key)s::uuid AND state = 'publie'",
        """SELECT coalesce(max(files), 0) FROM (SELECT count(*) AS files FROM reporting_reportfile f
            JOIN reporting_reportedition e ON e.id = f.edition_id WHERE e.report_id = %(key)s::uuid
            GROUP BY f.edition_id, f.format) AS of_each""",
    ),
    REMINDER: (
        """SELECT count(*) FROM matching_candidaturetransition
            WHERE candidature_id = %(key)s::uuid AND to_state = 'lapsed'""",
        "SELECT count(*) FROM notifications_notice WHERE reference = %(key)s::uuid AND kind = 'silence'",
    ),
    CLOSING: (
        """SELECT count(*) FROM matching_candidaturetransition
            WHERE candidature_id = %(key)s::uuid AND to_state = 'held'""",
        """SELECT count(*) FROM notifications_notice
            WHERE reference = %(key)s::uuid AND kind = 'held' AND once LIKE 'held:%%'""",
    ),
}
# Kinds that a message announces at once, whatever the hour.
MAILED = {"answer": "papers", REMINDER: "silence", CLOSING: "held"}


@dataclass
class Counted:
    """Keys, so that whoever reads a failure may look at them."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def add(self, what: str, number: int, *, accepted: bool) -> None:
        if number > 1:
            self.doubled.append(f"{what}: {number}")
        elif accepted and number < 1:
            self.lost.append(what)


class Count:
    """Reads the platform's own databases, by SQL alone."""

    def __init__(self, host: Path, mail: MailServer) -> None:
        self.host = host
        self.mail = mail

    @contextmanager
    def _database(self, name: str = "passlogement") -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        with psycopg.connect(host=str(self.host), user="passlogement", dbname=name, autocommit=True) as connection:
            yield connection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._database() as database:
            cursor = database.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def number(self, query: str, *values: object) -> int:
        return int(self.rows(query, *values)[0][0])

    def now(self, writes: list[Write], photos: Path) -> Counted:
        counted = Counted()
        with self._database() as database:
            for write in writes:
                for query in ONCE.get(write.kind, ()):
                    (number,) = database.execute(query, {"key": write.key}).fetchone() or (0,)
                    counted.add(f"{write.kind} {write.key}", number, accepted=write.accepted)
                if write.kind == "import":
                    self._count_import(database, write, counted)
                if write.kind == "photo":
                    _count_files(database, write, photos, counted)
                if write.kind in MAILED:
                    self._count_message(database, write, counted)
        self._count_strays(counted)
        return counted

    def until_whole(self, writes: list[Write], photos: Path) -> Counted:
        """Once what workers do is done; what is still missing then is lost."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while (counted := self.now(writes, photos)).lost and time.monotonic() < limit:
            time.sleep(1)
        return counted

    @staticmethod
    def _count_import(database: Any, write: Write, counted: Counted) -> None:
        """Each row of the list is one dwelling, and the import came to its end."""
        key, batch, rows = write.key.split()
        references = Counter(
            reference
            for (reference,) in database.execute(
                "SELECT reference FROM offers_offer WHERE reference LIKE %s", [f"LISTE-{batch}-%"]
            )
        )
        counted.doubled += [f"row {reference}" for reference, number in references.items() if number > 1]
        (done,) = database.execute(
            "SELECT count(*) FROM offers_offerimport WHERE id = %s AND state = 'done'", [key]
        ).fetchone()
        if write.accepted and (len(references) < int(rows) or not done):
            counted.lost.append(f"import {key}: {len(references)} rows of {rows}")

    def _count_message(self, database: Any, write: Write, counted: Counted) -> None:
        """The notice of a write is announced by one message, which arrived."""
        told = database.execute(
            "SELECT announced_in, mailed_at FROM notifications_notice WHERE reference = %s::uuid AND kind = %s",
            [write.key, MAILED[write.kind]],
        ).fetchall()
        arrived = {message_id.strip("<>").partition("@")[0] for message_id in self.mail.copies()}
        for announced_in, mailed_at in told:
            if mailed_at is None or str(announced_in) not in arrived:
                counted.lost.append(f"message about {write.kind} {write.key}")

    def _count_strays(self, counted: Counted) -> None:
        """A Message-ID that announces no notice is a second message about the same ones."""
        known = {str(one) for (one,) in self.rows("SELECT DISTINCT announced_in FROM notifications_notice")}
        for message_id in self.mail.copies():
            if message_id.strip("<>").partition("@")[0] not in known:
                counted.doubled.append(f"message {message_id}")


def _count_files(database: Any, write: Write, photos: Path, counted: Counted) -> None:
    for (name,) in database.execute("SELECT image FROM offers_offerphoto WHERE location_id = %s::uuid", [write.key]):
        if not (photos / name).is_file():
            counted.lost.append(f"file of the photo of {write.key}")
