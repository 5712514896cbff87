"""The facts and indicators of a yearly report over a million moves, against the bare SQL that they need."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from benchmarks import bare
from benchmarks.history import History
from benchmarks.ratios import Ratio, medians
from conventions.models import Convention
from reporting import indicators
from reporting.cubes import Cube
from reporting.indicators.sql import midnight, select
from reporting.models import ReportKind
from reporting.periods import Period, periods, since_start
from reporting.scopes import Scope

MOVES = 1_000_000
SQL_LIMIT, MEMORY_MIB = 2, 300
REPETITIONS = 3


@dataclass(frozen=True)
class Asked:
    """The second year of a convention, as its report counts it."""

    scope: Scope
    year: Period
    as_of: datetime

    @classmethod
    def of(cls, convention: Convention) -> "Asked":
        scope = Scope(convention=convention)
        year = periods(scope, ReportKind.YEARLY, convention.ends_on)[1]
        return cls(scope, year, midnight(year.ends_on + timedelta(days=2)))

    def count(self, indicator: Callable[..., Any], period: Period) -> Any:
        return indicator(scope=self.scope, period=period, as_of=self.as_of)

    @property
    def parts(self) -> dict[str, tuple[Callable[..., Any], Period, tuple[str, ...]]]:
        """Each indicator that counts moves, its period, and what it is by hand."""
        whole = since_start(self.scope, self.year)
        delays = (bare.TO_REQUEST, bare.TO_CALEOL, bare.TO_LEASE, bare.TO_ENTRY)
        return {
            "I1": (indicators.dwellings_put, self.year, (bare.PUT,)),
            "I1 since the start": (indicators.dwellings_put, whole, (bare.PUT,)),
            "I3": (indicators.rehousings, self.year, (bare.REHOUSED,)),
            "I3 since the start": (indicators.rehousings, whole, (bare.REHOUSED,)),
            "I5": (indicators.requests_per_dwelling, self.year, (bare.CLOSED,)),
            "I6": (indicators.propositions, self.year, (bare.LET,)),
            "I7": (indicators.delays, self.year, delays),
            "I8": (indicators.issues, self.year, (bare.ISSUES,)),
            "I9": (indicators.decisions, self.year, (bare.DECISIONS,)),
            "I11": (indicators.needs, self.year, (bare.NEEDS,)),
        }

    def whole(self) -> list[Any]:
        """All that a report counts of moves."""
        return [self.count(indicator, period) for indicator, period, _ in self.parts.values()]

    def by_hand(self, period: Period, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
        parameters = {
            "convention": self.scope.convention.pk if self.scope.convention else None,
            "departements": list(self.scope.departements or ()),
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "from": midnight(period.starts_on),
            "until": midnight(period.ends_on + timedelta(days=1)),
            "as_of": self.as_of,
        }
        return [row for statement in statements for row in select(statement, parameters)]


def ratios(seed: int, moves: int = MOVES) -> Iterator[Ratio]:
    history = History(seed, moves)
    history.write()
    asked = Asked.of(history.convention)
    _check(asked)
    ours, by_hand = medians(
        asked.whole,
        lambda: [asked.by_hand(period, statements) for _, period, statements in asked.parts.values()],
        repetitions=REPETITIONS,
    )
    what = f"facts and indicators of a yearly report over {history.moves:,} moves / the SQL by hand"
    yield Ratio(what, ours / by_hand, SQL_LIMIT)
    yield Ratio("peak memory of that count's process, in MiB", _peak_mib(history.convention), MEMORY_MIB)


def _check(asked: Asked) -> None:
    """Both sides count the same."""
    for name, (indicator, period, statements) in asked.parts.items():
        found, rows = asked.count(indicator, period), asked.by_hand(period, statements)
        if isinstance(found, Cube):
            assert found.cells == Cube.of(found.dimensions, found.measures, rows).cells, name
        else:
            theirs = [(str(key) if key else None, *numbers) for key, *numbers in rows]
            assert [(one.bailleur, one.count, one.median_days, one.p90_days) for one in found] == theirs, name


def _peak_mib(convention: Convention) -> float:
    done = subprocess.run(  # noqa: S603 - our own module, with an id that we made
        [sys.executable, "-m", "benchmarks.one_report", str(convention.pk)], check=True, stdout=subprocess.PIPE
    )
    return float(json.loads(done.stdout.splitlines()[-1])["peak_mib"])
