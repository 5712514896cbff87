"""The counts of households that a report is made of, at their finest cross, each known as of its `as_of`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from reporting import indicators
from reporting.assembly.specs import FLOWS, TABLES, Population, Span
from reporting.cubes import Cube
from reporting.models import Report, ReportKind
from reporting.periods import Period, period_of, since_start, year_of
from reporting.scopes import Scope

COUNT = "count"


# Each population but those that rehousings give: its indicator and what of it counts ("" where that is shaped apart).
COUNTED: dict[Population, tuple[Callable[..., Cube], str]] = {
    Population.NEEDS: (indicators.needs, ""),
    Population.REQUESTS: (indicators.requests_per_dwelling, "requests"),
    Population.ISSUES: (indicators.issues, "offers"),
    Population.DECISIONS: (indicators.decisions, "decisions"),
    Population.REASONS: (indicators.private_reasons, "reasons"),
    Population.EVALUATIONS: (indicators.evaluations, "evaluations"),
    Population.LEASES: (indicators.sliding_leases, "hers"),
    Population.FREED: (indicators.places_freed, "places"),
}
# A year is their quarters.
BY_QUARTER: Final = FLOWS & {table.population for table in TABLES if ReportKind.QUARTERLY in table.kinds}


@dataclass(frozen=True)
class Node:
    """One population over one span of days, as counted for one report. `cube` has the one measure "count"."""

    population: Population
    starts_on: date
    ends_on: date
    cube: Cube

    @property
    def total(self) -> int:
        return self.cube.total(COUNT)


def period_of_report(report: Report) -> Period:
    return period_of(Scope.of(report), ReportKind(report.kind), report.starts_on)


def span_of(scope: Scope, period: Period, span: Span) -> Period:
    """The days of a span, as a period."""
    if span == Span.START:
        return since_start(scope, period)
    if span == Span.YEAR and period.kind == ReportKind.QUARTERLY:
        year = year_of(scope, period)
        return Period(period.kind, period.number, year.starts_on, period.ends_on, year.label)
    return period


def spans_of(report: Report) -> dict[tuple[Population, Span], Period]:
    """Every count of households that a report of this kind may show, by population and span, with its days."""
    scope, period = Scope.of(report), period_of_report(report)
    days = {span: span_of(scope, period, span) for span in Span}
    return {
        (table.population, span): days[span]
        for table in TABLES
        if report.kind in table.kinds
        for span in table.columns.values()
    }


def nodes_of(report: Report, spans: Mapping[tuple[Population, Span], Period]) -> dict[tuple[Population, Span], Node]:
    """The counts of these spans, as known when the report was opened."""
    wanted: dict[Span, set[Population]] = {}
    for population, span in spans:
        wanted.setdefault(span, set()).add(population)
    found = {}
    for span, populations in wanted.items():
        days = next(days for (_, one), days in spans.items() if one == span)
        for population, cube in _cubes(Scope.of(report), days, report.as_of, populations):
            if population in populations:
                found[population, span] = Node(population, days.starts_on, days.ends_on, cube)
    return found


def touched_by(
    new: Mapping[tuple[Population, Span], Period], earlier: Sequence[Mapping[tuple[Population, Span], Period]]
) -> list[dict[tuple[Population, Span], Period]]:
    """Of each earlier report, the counts of days that some count of the new one holds too, or that another of these
    does: no sum ties the others to what is new."""
    held: dict[Population, list[Period]] = {}
    for (population, _), days in new.items():
        held.setdefault(population, []).append(days)
    found: list[dict[tuple[Population, Span], Period]] = [{} for _ in earlier]
    more = True
    while more:
        more = False
        for kept, spans in zip(found, earlier, strict=True):
            for key, days in spans.items():
                if key not in kept and any(_overlap(days, one) for one in held.get(key[0], ())):
                    kept[key] = days
                    held[key[0]].append(days)
                    more = True
    return found


def _overlap(one: Period, other: Period) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def quarters_of(
    report: Report, spans: Mapping[tuple[Population, Span], Period], quarters: Iterable[Period]
) -> dict[tuple[Population, Period], Node]:
    """Quarters inside these spans of a report, as known when it was opened, of what is shown quarter by quarter."""
    found = {}
    for quarter in quarters:
        wanted = {
            population
            for (population, _), days in spans.items()
            if population in BY_QUARTER and days.starts_on <= quarter.starts_on and quarter.ends_on <= days.ends_on
        }
        for population, cube in _cubes(Scope.of(report), quarter, report.as_of, wanted):
            if population in wanted:
                found[population, quarter] = Node(population, quarter.starts_on, quarter.ends_on, cube)
    return found


def _cubes(
    scope: Scope, period: Period, as_of: datetime, wanted: set[Population]
) -> Iterator[tuple[Population, Cube]]:
    if wanted & {Population.REHOUSED, Population.CHILDREN}:
        rehoused = indicators.rehousings(scope=scope, period=period, as_of=as_of)
        yield Population.REHOUSED, _one(_with_mobility(rehoused), "households")
        yield Population.CHILDREN, _one(rehoused, "children")
    for population, (indicator, measure) in COUNTED.items():
        if population in wanted:
            cube = indicator(scope=scope, period=period, as_of=as_of)
            yield population, _one(cube, measure) if measure else _covered(cube)


def _one(cube: Cube, measure: str) -> Cube:
    """The same with one measure, called "count"."""
    at = cube.measures.index(measure)
    return Cube.of(cube.dimensions, (COUNT,), ((*key, counts[at]) for key, counts in cube.cells.items()))


def _with_mobility(cube: Cube) -> Cube:
    """With whether she stays in the département that she comes from, where that is known (I10)."""
    here, origin = cube.dimensions.index("departement"), cube.dimensions.index("origin")

    def mobility(key: tuple[str, ...]) -> str:
        if not key[origin]:
            return "inconnu"
        return "meme" if key[origin] == key[here] else "autre"

    rows = ((*key, mobility(key), *counts) for key, counts in cube.cells.items())
    return Cube.of((*cube.dimensions, "mobility"), cube.measures, rows)


def _covered(cube: Cube) -> Cube:
    """Open needs, those that a dwelling suited apart from the others, as a dimension."""
    covered, uncovered = cube.measures.index("covered"), cube.measures.index("uncovered")
    rows = []
    for key, counts in cube.cells.items():
        rows += [(*key, "covered", counts[covered]), (*key, "uncovered", counts[uncovered])]
    return Cube.of((*cube.dimensions, "covered"), (COUNT,), rows)
