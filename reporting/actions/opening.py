"""A report begins: one row for its scope, kind, period and version, which a worker then builds."""

from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from common.transitions import WrongState
from common.waking import wake as wake_worker
from common.working_days import working_day_from
from conventions.models import Convention
from conventions.texts import check_text
from reporting.models import Report, ReportKind, ReportState
from reporting.periods import ONE_DAY, Period, period_of, periods
from reporting.policies import CORRECTION_UNDER_WAY, NO_SUCH_PERIOD, check_can_correct, check_is_over
from reporting.prepared import prepares, region_scopes
from reporting.scopes import Scope
from territories.models import Region

JUST_ENDED = timedelta(days=92)  # a convention that is over still has its last quarter and year to report


@transaction.atomic
def open_report(*, scope: Scope, kind: ReportKind, starts_on: date, by: Membership | None, reason: str = "") -> Report:
    """The first version for a closed period; with a `reason`, the next version of a published one.

    Asked twice, even at once, it is one report: the constraint decides, and the second is given the first's. Raises
    WrongState, Unwritable for the reason, Report.DoesNotExist where `by` prepares nothing.
    """
    if by is not None and not prepares(by, scope):
        raise Report.DoesNotExist
    period = _closed_period(scope, kind, starts_on)
    reason = check_text(reason)
    latest = Report.objects.of_period(scope.convention, scope.region, kind, starts_on).first()
    version = 1
    if reason:
        if latest and latest.state != ReportState.PUBLISHED and latest.reason == reason:
            return latest
        version = check_can_correct(latest).version + 1
    elif latest:
        return latest
    report, made = Report.objects.get_or_create(
        convention=scope.convention,
        region=scope.region,
        kind=kind,
        starts_on=starts_on,
        version=version,
        defaults={
            "ends_on": period.ends_on,
            "reason": reason,
            "as_of": timezone.now(),
            "asked_by": by.user if by else None,
        },
    )
    if made:
        transaction.on_commit(partial(wake, report.pk))
    elif report.reason != reason:
        raise WrongState(CORRECTION_UNDER_WAY)
    return report


def open_due_reports(*, now: datetime) -> list[Report]:
    """The reports of the period that ended last, from the first working day after it: those that are not there yet.

    Of each convention that runs or has just ended, and of the regions that have one.
    """
    today = timezone.localdate(now)
    running = Convention.objects.filter(starts_on__lt=today, ends_on__gte=today - JUST_ENDED).order_by(
        "starts_on", "id"
    )
    regions = Region.objects.filter(pk__in=running.order_by().values("region"))
    scopes = [*(Scope(convention=one) for one in running), *region_scopes(regions)]
    opened = []
    for scope in scopes:
        for kind in ReportKind:
            due = _due(scope, kind, today)
            known = due and Report.objects.of_period(scope.convention, scope.region, kind, due.starts_on).exists()
            if due and not known:
                opened.append(open_report(scope=scope, kind=kind, starts_on=due.starts_on, by=None))
    return opened


def _due(scope: Scope, kind: ReportKind, today: date) -> Period | None:
    """The last period that is over, once people work again after it."""
    over = periods(scope, kind, today)
    if not over or working_day_from(over[-1].ends_on + ONE_DAY) > today:
        return None
    return over[-1]


def _closed_period(scope: Scope, kind: ReportKind, starts_on: date) -> Period:
    try:
        period = period_of(scope, kind, starts_on)
    except ValueError:
        raise WrongState(NO_SUCH_PERIOD) from None
    check_is_over(period, timezone.localdate())
    return period


def wake(report_id: UUID) -> None:
    """A worker looks at what there is to build."""
    from reporting.tasks import build_report  # noqa: PLC0415 - tasks call actions

    wake_worker(build_report, str(report_id))
