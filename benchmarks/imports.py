"""A landlord's spreadsheet of 50,000 dwellings: its rows written against COPY, the whole against a bare reading."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import Membership
from benchmarks.ratios import Ratio, medians
from benchmarks.seeding import Country, analyse
from common.spreadsheets import read_table
from offers.actions import SentDwelling, upsert_offers
from offers.imports import columns
from offers.imports.export import write_export
from offers.imports.rows import RowReader
from offers.models import Offer, OfferImport, OfferLocation, OfferTransition

ROWS = 50_000
COPY_SHARE, READING_LIMIT, MEMORY_MIB, STEPS = 0.3, 3, 400, 10
REPETITIONS = 1
TABLES: tuple[type[models.Model], ...] = (Offer, OfferLocation, OfferTransition)
ASK_EVERY_S = 0.2


class _Undone(Exception):
    """Each repetition begins where the one before began."""


def ratios(country: Country, rows: int = ROWS) -> Iterator[Ratio]:
    # Each whole import is of another landlord: its references are new.
    agent, first, second = country.agents(3)
    content = write_export(country.drafts(rows))
    sent = _checked(content)
    assert len(sent) == rows, f"{rows - len(sent)} rows of our own export are refused"
    copied = _as_copied(sent, agent)
    copy, ours = medians(lambda: _copy(copied), lambda: _write(sent, agent), repetitions=REPETITIONS)
    yield Ratio(f"speed of writing {rows:,} checked rows, ours / COPY", copy / ours, COPY_SHARE, at_least=True)
    # What was written and undone above is for autovacuum, which would clear it on the second core meanwhile.
    analyse(*(model._meta.db_table for model in TABLES))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logements.xlsx"
        path.write_bytes(content)
        measured = _in_its_process(path, first)
        yield Ratio(
            "a whole XLSX import / openpyxl reading the file", measured["whole"] / measured["bare"], READING_LIMIT
        )
        yield Ratio("peak memory of that import, in MiB", measured["peak_mib"], MEMORY_MIB)
        shown = _progress_while(path, second)
    yield Ratio("different counts that its page would show", shown, min(STEPS, rows // 500), at_least=True)


def _checked(content: bytes) -> list[SentDwelling]:
    table = read_table(content, is_header=columns.is_header)
    reader = RowReader(table.headers, columns.proposed(table.headers), timezone.now())
    return [row.sent for row in reader.read(table.rows()) if row.sent]


def _write(sent: list[SentDwelling], agent: Membership) -> None:
    try:
        with transaction.atomic():
            upsert_offers(sent=sent, publish=True, by=agent)
            _check_constraints()
            raise _Undone
    except _Undone:
        pass


def _as_copied(sent: list[SentDwelling], agent: Membership) -> list[tuple[str, str, bytes]]:
    """The very rows that `_write` writes, as COPY takes them: table, columns, content."""
    found = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            offers = [one.offer for one in upsert_offers(sent=sent, publish=True, by=agent) if one.offer]
            ids = ", ".join(f"'{offer.id}'" for offer in offers)
            for model in TABLES:
                meta = model._meta
                kept = ", ".join(
                    f'"{one.column}"'
                    for one in meta.concrete_fields
                    if not isinstance(one, models.GeneratedField | models.AutoField)
                )
                key = "id" if model is Offer else "offer_id"
                with cursor.copy(
                    f"COPY (SELECT {kept} FROM {meta.db_table} WHERE {key} IN ({ids})) TO STDOUT"
                ) as copy:
                    found.append((meta.db_table, kept, b"".join(map(bytes, copy))))
            raise _Undone
    except _Undone:
        pass
    return found


def _copy(copied: list[tuple[str, str, bytes]]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, kept, content in copied:
                with cursor.copy(f"COPY {table} ({kept}) FROM STDIN") as copy:
                    copy.write(content)
            _check_constraints()
            raise _Undone
    except _Undone:
        pass


def _check_constraints() -> None:
    """What a commit would check: foreign keys are deferred until then."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _in_its_process(path: Path, agent: Membership) -> dict[str, float]:
    """What benchmarks.one_import measures: seconds, and MiB at the most."""
    done = subprocess.run(  # noqa: S603 - our own module, with a path that we made
        [sys.executable, "-m", "benchmarks.one_import", str(path), str(agent.pk)],
        check=True,
        stdout=subprocess.PIPE,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _progress_while(path: Path, agent: Membership) -> int:
    """How many different counts of rows, read or written, somebody who looks at the page sees go by."""
    seen: set[tuple[object, ...]] = set()
    over = Event()

    def look() -> None:
        while not over.wait(ASK_EVERY_S):
            seen.update(OfferImport.objects.values_list("id", "state", "read", "written"))
        connection.close()

    watcher = Thread(target=look)
    watcher.start()
    try:
        _in_its_process(path, agent)
    finally:
        over.set()
        watcher.join()
    return len(seen)
