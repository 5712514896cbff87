"""The periods of reports: a convention's own years and their four quarters, or civil ones for a region."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from common.months import add_months
from common.templatetags.formats import date_fr
from reporting.models import ReportKind
from reporting.scopes import Scope

ONE_DAY = timedelta(days=1)
MONTHS = {ReportKind.QUARTERLY: 3, ReportKind.YEARLY: 12}
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included. `number`: from 1, of the year in its scope, or of the quarter in its year."""

    kind: ReportKind
    number: int
    starts_on: date
    ends_on: date
    label: str

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def periods(scope: Scope, kind: ReportKind, until: date) -> tuple[Period, ...]:
    """Those of the scope, oldest first, that are over before `until`: a report never speaks of an open period."""
    found = []
    for at in count():
        starts_on = add_months(scope.starts_on, at * MONTHS[kind])
        if starts_on > scope.ends_on:
            break
        ends_on = min(add_months(scope.starts_on, (at + 1) * MONTHS[kind]) - ONE_DAY, scope.ends_on)
        if ends_on >= until:
            break
        found.append(Period(kind, _number(at, kind), starts_on, ends_on, _label(scope, kind, at, starts_on, ends_on)))
    return tuple(found)


def period_of(scope: Scope, kind: ReportKind, starts_on: date) -> Period:
    """The one that starts on a day, over or not. Raises ValueError when none does."""
    for one in periods(scope, kind, date.max):
        if one.starts_on == starts_on:
            return one
    raise ValueError(f"no {kind} period starts on {starts_on}")


def before(scope: Scope, period: Period) -> Period | None:
    """The one just before, None for the first."""
    earlier = [
        one for one in periods(scope, period.kind, period.starts_on + ONE_DAY) if one.ends_on < period.starts_on
    ]
    return earlier[-1] if earlier else None


def year_before(scope: Scope, period: Period) -> Period | None:
    """The same period a year before, None in the first year."""
    starts_on = add_months(period.starts_on, -12)
    return next((one for one in periods(scope, period.kind, period.starts_on) if one.starts_on == starts_on), None)


def year_of(scope: Scope, period: Period) -> Period:
    """The year that holds a period, over or not."""
    years = periods(scope, ReportKind.YEARLY, date.max)
    return next(one for one in years if one.holds(period.starts_on))


def since_start(scope: Scope, period: Period) -> Period:
    """From the scope's first day to the end of a period: what is cumulated."""
    label = f"depuis le {date_fr(scope.starts_on)}"
    return Period(period.kind, period.number, scope.starts_on, period.ends_on, label)


def quarters_of(scope: Scope, year: Period, until: date) -> tuple[Period, ...]:
    """The quarters of a year that are over before `until`."""
    return tuple(one for one in periods(scope, ReportKind.QUARTERLY, until) if year.holds(one.starts_on))


def _number(at: int, kind: ReportKind) -> int:
    return at % QUARTERS + 1 if kind == ReportKind.QUARTERLY else at + 1


def _label(scope: Scope, kind: ReportKind, at: int, starts_on: date, ends_on: date) -> str:
    """ "3e trimestre 2026", "année 2026"; of a convention "3e trimestre de l’année 2, du … au …"."""
    number = _number(at, kind)
    ordinal = f"{number}{'er' if number == 1 else 'e'} trimestre"
    if scope.is_civil:
        return f"{ordinal} {starts_on.year}" if kind == ReportKind.QUARTERLY else f"année {starts_on.year}"
    days = f"du {date_fr(starts_on)} au {date_fr(ends_on)}"
    if kind == ReportKind.QUARTERLY:
        return f"{ordinal} de l’année {at // QUARTERS + 1}, {days}"
    return f"année {number}, {days}"
