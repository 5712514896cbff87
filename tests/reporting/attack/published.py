"""Every report of two years of a random history, built by the real actions in the order of their days, published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import time_machine

from common.months import add_months
from conventions.models import Convention
from reporting import actions
from reporting.content import Content, read
from reporting.models import Report, ReportEdition, ReportKind, ReportState
from tests.reporting.histories.draws import PARIS

QUARTERS = 8
A_CORRECTION = 0.25


@dataclass(frozen=True)
class Reading:
    """One edition, as its readers have it."""

    audience: str
    kind: str
    starts_on: date
    ends_on: date
    version: int
    as_of: datetime
    content: Content


@dataclass(frozen=True)
class _Due:
    kind: ReportKind
    starts_on: date
    ends_on: date
    version: int


def publish_two_years(convention: Convention, seed: int) -> list[Reading]:
    """Of every report, both editions, in the order in which they were published."""
    rng = Random(seed)
    now = datetime.combine(convention.starts_on, time(6), PARIS)
    readings: list[Reading] = []
    for due in _in_order(convention.starts_on, rng):
        at = datetime.combine(due.ends_on, time(6), PARIS) + timedelta(days=rng.choice((1, 2, 2, 3, 15, 40)))
        now = max(now + timedelta(hours=3), at)
        readings += _published(convention, due, now)
    return readings


def _in_order(starts_on: date, rng: Random) -> Iterator[_Due]:
    """Quarters and years as they end, some of them corrected a while after."""
    done: list[_Due] = []
    for quarter in range(QUARTERS):
        first, following = add_months(starts_on, 3 * quarter), add_months(starts_on, 3 * quarter + 3)
        due = [_Due(ReportKind.QUARTERLY, first, following - timedelta(days=1), 1)]
        if quarter % 4 == 3:
            due.append(_Due(ReportKind.YEARLY, add_months(following, -12), following - timedelta(days=1), 1))
            rng.shuffle(due)
        for one in due:
            yield one
            done.append(one)
            if rng.random() < A_CORRECTION:
                at = rng.randrange(len(done))
                done[at] = _Due(done[at].kind, done[at].starts_on, done[at].ends_on, done[at].version + 1)
                yield done[at]


def _published(convention: Convention, due: _Due, now: datetime) -> Iterator[Reading]:
    report = Report.objects.create(
        convention=convention,
        kind=due.kind,
        starts_on=due.starts_on,
        ends_on=due.ends_on,
        version=due.version,
        reason="" if due.version == 1 else "Des faits ont été saisis après.",
        as_of=now,
    )
    with time_machine.travel(now + timedelta(minutes=10), tick=False):
        actions.build(report_id=report.pk)
    # Its files are made from the editions alone: what they hold is attacked in tests/reporting/outputs.
    Report.objects.filter(pk=report.pk).update(state=ReportState.PUBLISHED, published_at=now + timedelta(hours=1))
    for edition in ReportEdition.objects.filter(report=report).order_by("audience"):
        content = read(edition.content)
        yield Reading(edition.audience, due.kind, due.starts_on, due.ends_on, due.version, now, content)
