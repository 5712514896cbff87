"""The figures of a report are counted once, for both editions, whatever dies meanwhile.

One build at a time in the whole platform, held by an advisory lock: each must see what the ones before it showed, or
two reports of the same days could be subtracted from each other. The lock and the progress are on a connection of
their own: what is counted is read in one snapshot, which shows nothing of itself before its end.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.utils import timezone

from notifications.actions import notify
from reporting.actions.opening import wake
from reporting.assembly import assemble
from reporting.content import Content, canonical, digest
from reporting.models import Audience, Report, ReportEdition, ReportState
from reporting.notices import REPORT_READY, preparers_of

LOCK = 7_263_515_901  # any number that no other lock of this database has
LONGEST_STATEMENT = "5min"  # of a build: a year of moves takes longer than a page may
STEP_LENGTH = 60
EVERY_MINUTE = timedelta(hours=1)  # from its opening; then a build that fails is tried again once an hour

OnStep = Callable[[str, int], None]


def build(*, report_id: UUID) -> None:
    """Counts a report and makes it a draft. Safe to run twice, at once, and midway again.

    While another build goes on, nothing: whoever ends one wakes the next, and the sweep finds the rest.
    """
    with _alone(report_id) as on_step:
        if on_step is None:
            return
        report = Report.objects.building().with_scope().filter(pk=report_id).first()
        if report is not None:
            _keep(report_id, _counted(report, on_step))
    waiting = Report.objects.building().exclude(pk=report_id).order_by("as_of", "pk").values_list("pk", flat=True)
    if (following := waiting.first()) is not None:
        wake(following)


def restart_builds(*, now: datetime) -> None:
    """Wakes a worker for what is still to build, the oldest first: each minute in its first hour, then each hour."""
    to_build = Report.objects.building()
    if now.minute:
        to_build = to_build.filter(as_of__gt=now - EVERY_MINUTE)
    for report_id in to_build.order_by("as_of", "pk").values_list("pk", flat=True):
        wake(report_id)


@contextmanager
def _alone(report_id: UUID) -> Iterator[OnStep | None]:
    """What tells the progress of the one build under way; None while another holds the lock.

    The lock goes with its connection: that of a killed worker is let go of by PostgreSQL.
    """
    apart = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with apart.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                yield None
                return
            table = Report._meta.db_table

            def on_step(step: str, percent: int) -> None:
                cursor.execute(
                    f"UPDATE {table} SET step = %s, percent = %s WHERE id = %s AND state = %s",  # noqa: S608 - ours
                    [step[:STEP_LENGTH], min(max(percent, 0), 99), report_id, ReportState.BUILDING],
                )

            try:
                yield on_step
            finally:
                with suppress(DatabaseError):  # gone with its connection
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        apart.close()


def _counted(report: Report, on_step: OnStep) -> dict[Audience, Content]:
    """Read in one snapshot, which may write nothing."""
    outermost = not connection.in_atomic_block  # a snapshot begins a transaction, or it is not one
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_STATEMENT])
        return assemble(report, on_step)


@transaction.atomic
def _keep(report_id: UUID, contents: dict[Audience, Content]) -> None:
    """Both editions and the state at once. Nothing in them says when they were counted."""
    report = Report.objects.building().with_scope().select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        return
    for audience in Audience:
        text = canonical(contents[audience])
        ReportEdition.objects.create(report=report, audience=audience, content=text, sha256=digest(text))
    report.state, report.built_at, report.step, report.percent = ReportState.DRAFT, timezone.now(), "", 100
    report.save(update_fields=["state", "built_at", "step", "percent"])
    notify(recipients=preparers_of(report), kind=REPORT_READY, reference=report.pk, once=f"{REPORT_READY}:{report.pk}")
