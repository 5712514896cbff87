"""Whoever reads all that was published of a scope, and counts her own rows beside it, finds no small group.

Random histories, each built into every report of two years by the real actions. The reader is a solver, and shares no
code with what it is there to prove wrong.
"""

import csv
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from conventions.models import Convention
from reporting.content import NOT_SHOWN, Content
from reporting.models import THRESHOLDS, Audience
from reporting.outputs.csv_file import csv_of
from tests.reporting.attack.knowledge import Knowledge
from tests.reporting.attack.own import Own
from tests.reporting.attack.published import Reading, publish_two_years
from tests.reporting.attack.reader import attack
from tests.reporting.histories import write_small_history

pytestmark = [pytest.mark.reports, pytest.mark.django_db]
HISTORIES = 200 if os.environ.get("FULL_COUNTS") else 4
BY_TEST = 4


@contextmanager
def _history(seed: int) -> Iterator[tuple[Convention, list[Reading]]]:
    """One history and all that was published of it; nothing of it stays."""
    with transaction.atomic():
        convention = write_small_history(seed).convention
        yield convention, publish_two_years(convention, seed)
        transaction.set_rollback(True)


def _known(audience: Audience, readings: list[Reading], convention: Convention, own: Own) -> Knowledge:
    """What an audience has read; the committee reads the public editions too."""
    knowledge = Knowledge(convention.starts_on)
    knowledge.read(readings, audience)
    if audience == Audience.COMMITTEE:
        public = Knowledge(convention.starts_on)
        public.read(readings, Audience.PUBLIC)
        knowledge.printed |= {cell: value for cell, value in public.printed.items() if value is not None}
    knowledge.of_landlords(own.landlords)
    return knowledge


@pytest.mark.parametrize("first", range(0, HISTORIES, BY_TEST))
def test_nobody_finds_a_hidden_count(first: int) -> None:
    """The most and the least that a hidden count may be are as far apart as the threshold, for each landlord and each
    association: 5 in the committee, 11 in public."""
    for seed in range(first, first + BY_TEST):
        with _history(seed) as (convention, readings):
            own = Own(convention)
            hidden = 0
            for audience in Audience:
                knowledge = _known(audience, readings, convention, own)
                hidden += sum(value is None for value in knowledge.printed.values())
                found = attack(knowledge, own, THRESHOLDS[audience])
                assert not found, f"history {seed}, {audience}: {len(found)} found, as {found[:3]}"
            assert hidden
            _same_in_its_export(readings[seed % len(readings)].content)


def _same_in_its_export(content: Content) -> None:
    """The CSV of an edition holds the cells of its tables, and nothing else."""
    rows = list(csv.reader(io.StringIO(csv_of(content).decode("utf-8-sig")), delimiter=";"))
    expected = [
        (table.title, row.label, column.label, NOT_SHOWN if cell is None else str(cell).replace(".", ","), column.unit)
        for table in content.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell != ""
    ]
    assert [tuple(row) for row in rows[1:]] == expected


def test_the_attacker_finds_what_a_careless_edition_tells() -> None:
    """Were small counts alone hidden, and not those that protect them, they would be found."""
    with _history(1) as (convention, readings):
        own = Own(convention)
        knowledge = _known(Audience.PUBLIC, readings, convention, own)
        assert not attack(knowledge, own, THRESHOLDS[Audience.PUBLIC])
        hidden = sorted(cell for cell, value in knowledge.printed.items() if value is None)
        careless = [cell for cell in hidden if own.of_everybody(cell) >= THRESHOLDS[Audience.PUBLIC]]
        assert careless
        knowledge.printed |= {cell: own.of_everybody(cell) for cell in careless}
        assert attack(knowledge, own, THRESHOLDS[Audience.PUBLIC])
