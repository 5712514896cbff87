"""Which counts of households an edition shows, beside all that its readers have read before.

A draft counts as read by those who open it (design.md 8): every report built in the scope is looked at, in the order
in which they were. What the committee does not read, the public does not either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.assembly.counts import Node, nodes_of, period_of_report, quarters_of, spans_of, touched_by
from reporting.assembly.groups import Decider
from reporting.assembly.ledger import Kept, Ledger
from reporting.assembly.specs import TABLES, TOTAL, HouseholdTable, Population, Span, tables_of
from reporting.content import Content, read
from reporting.disclosure import CellId, Problem
from reporting.models import THRESHOLDS, Audience, Report, ReportKind
from reporting.periods import ONE_DAY, Period, periods, year_of
from reporting.scopes import Scope

Nodes = Mapping[tuple[Population, Span], Node]
Place = tuple[str, str, str]  # code of a table, of a column, of a row


@dataclass(frozen=True)
class Shown:
    """What an edition shows. `values`: each count by its place, None where it is hidden; `left_out`: codes of tables
    that would tell a small group whatever they hid."""

    values: Mapping[Place, int | None]
    left_out: frozenset[str]

    def get(self, table: str, column: str, row: str = TOTAL) -> int | None:
        return self.values.get((table, column, row))


@dataclass
class _Edition:
    """The places of one report's edition, and which cell each is. `exact`: tables of totals of a closed year, with all
    that they tell."""

    report: Report
    places: dict[Place, CellId]
    content: Content | None  # None for the one being made
    tables: dict[str, set[CellId]] = field(default_factory=dict)
    exact: dict[str, frozenset[CellId]] = field(default_factory=dict)


def earlier_reports(report: Report) -> list[Report]:
    """Those built before it in its scope, the oldest first."""
    found = Report.objects.built().filter(convention=report.convention_id, region=report.region_id)
    return list(
        found.exclude(pk=report.pk)
        .select_related("convention", "region")
        .prefetch_related("editions")
        .order_by("built_at", "pk")
    )


def shown_by_audience(report: Report, nodes: Nodes) -> dict[Audience, Shown]:
    """What each audience may read of a report, the committee's decided first. `nodes`: all its counts."""
    scope = Scope.of(report)
    ledger = Ledger(scope)
    earlier = earlier_reports(report)
    own = spans_of(report)
    spans = [*touched_by(own, [spans_of(one) for one in earlier]), own]
    reports = [*earlier, report]
    counted = [*(nodes_of(one, theirs) for one, theirs in zip(earlier, spans, strict=False)), nodes]
    kept = [
        {key: ledger.keep(node, at) for key, node in nodes_of_one.items()} for at, nodes_of_one in enumerate(counted)
    ]
    editions = {
        audience: [_edition(ledger, one, theirs, audience, scope) for one, theirs in zip(reports, kept, strict=True)]
        for audience in (Audience.COMMITTEE, Audience.PUBLIC)
    }
    _link(ledger, scope, list(zip(reports, spans, strict=True)))
    committee = _decide(ledger, editions[Audience.COMMITTEE], Audience.COMMITTEE, frozenset())
    places = editions[Audience.COMMITTEE][-1].places
    unread = frozenset(cell for place, cell in places.items() if committee.values.get(place) is None)
    public = _decide(ledger, editions[Audience.PUBLIC], Audience.PUBLIC, unread)
    return {Audience.COMMITTEE: committee, Audience.PUBLIC: public}


def _link(
    ledger: Ledger, scope: Scope, reports: Sequence[tuple[Report, Mapping[tuple[Population, Span], Period]]]
) -> None:
    """Ties what is published by what each report counted, quarter by quarter, of all the days that it speaks of.

    A year is its quarters as it knew them, and each of these at least what was known of it before: so a year says what
    was typed late, and one that comes before its last quarter says that quarter.
    """
    counted: set[Period] = set()
    for at, (one, spans) in enumerate(reports):
        own = period_of_report(one)
        counted.add(own)
        quarters = [period for period in periods(scope, ReportKind.QUARTERLY, own.ends_on + ONE_DAY) if period != own]
        for (population, period), node in quarters_of(one, spans, quarters).items():
            # One that nobody counted yet is a group that a difference would tell; the others were protected as such.
            with ledger.aside(protect=period not in counted):
                kept = ledger.keep(node, at)
                for table in TABLES:
                    if table.population == population and ReportKind.QUARTERLY in table.kinds:
                        ledger.cells(kept, table)
    ledger.link()


def _edition(
    ledger: Ledger, report: Report, kept: Mapping[tuple[Population, Span], Kept], audience: Audience, scope: Scope
) -> _Edition:
    found = _Edition(report, {}, _content(report, audience))
    for table in tables_of(report.kind, audience, of_convention=scope.convention is not None):
        for column, span in table.columns.items():
            if (table.population, span) not in kept:
                continue  # nothing new touches it
            cells = ledger.cells(kept[table.population, span], table)
            if table.always or (table.only_shown and _closes_its_year(report)):
                found.exact[table.code] = frozenset(cells.values())
            for row, cell in cells.items():
                if row == TOTAL and not table.with_total:
                    continue
                found.places[table.code, column, row] = cell
                found.tables.setdefault(table.code, set()).add(cell)
    return found


def _closes_its_year(report: Report) -> bool:
    period = period_of_report(report)
    return period.ends_on == year_of(Scope.of(report), period).ends_on


def _content(report: Report, audience: Audience) -> Content | None:
    return next((read(one.content) for one in report.editions.all() if one.audience == audience), None)


def _decide(ledger: Ledger, editions: Sequence[_Edition], audience: Audience, unread: frozenset[CellId]) -> Shown:
    """`unread`: cells that a stricter edition hides already."""
    *before, new = editions
    shown, hidden, silent = _published(before, audience)
    tables = _of(new.report, audience)
    exact = dict(new.exact)
    wanted = {code: set(cells) for code, cells in new.tables.items()}
    left_out: set[str] = set()
    decider = Decider()
    coupled: frozenset[CellId] = frozenset()
    while True:
        cells = frozenset().union(*(wanted[code] for code in wanted if code not in left_out))
        always = frozenset[CellId]().union(*exact.values())
        problem = Problem(
            values=ledger.values,
            sums=ledger.sums,
            new=cells - shown,
            shown=shown,
            hidden=(hidden | ((unread | coupled | silent) & cells)) - shown - always,
            always=always - shown,
            parties=ledger.parties(),
            threshold=THRESHOLDS[audience],
            without=frozenset(ledger.slack) | (silent - cells),
        )
        found = decider.suppress(problem)
        told = {code for code in wanted if code not in left_out and wanted[code] & found.unprotected}
        if exact and (found.unprotected & (hidden | found.hidden) or (hidden & always) - shown):
            # Exact totals tell what somebody reads as "n.c.", here or in what came before: they are not given.
            left_out |= {code for code in exact if tables[code].always}
            exact = {}
            continue
        children = _coupled(new, found.hidden)
        if not told and children <= coupled:
            break
        left_out |= told
        coupled |= children
    values: dict[Place, int | None] = {}
    for place, cell in new.places.items():
        if place[0] in left_out:
            continue
        values[place] = None if cell in found.hidden and cell not in shown else ledger.values[cell]
    return Shown(values, frozenset(left_out))


def _coupled(new: _Edition, hidden: frozenset[CellId]) -> frozenset[CellId]:
    """Children of households that are too few to be shown are not shown either."""
    return frozenset(
        new.places["enfants", column, TOTAL]
        for table, column, row in new.places
        if (table, row) == ("relogements", TOTAL) and new.places[table, column, row] in hidden
    )


def _published(
    before: Iterable[_Edition], audience: Audience
) -> tuple[frozenset[CellId], frozenset[CellId], frozenset[CellId]]:
    """Cells that earlier editions show, hide, and leave out as rows of their own."""
    shown: set[CellId] = set()
    hidden: set[CellId] = set()
    silent: set[CellId] = set()
    for edition in before:
        if edition.content is None:
            continue
        tables = _of(edition.report, audience)
        found = places_of(edition.content)
        for place, cell in edition.places.items():
            if place in found:
                (hidden if found[place] is None else shown).add(cell)
            elif tables[place[0]].only_shown:
                silent.add(cell)
    return frozenset(shown), frozenset(hidden - shown), frozenset(silent - shown - hidden)


def _of(report: Report, audience: Audience) -> dict[str, HouseholdTable]:
    of_convention = report.convention_id is not None
    return {one.code: one for one in tables_of(report.kind, audience, of_convention=of_convention)}


def places_of(content: Content) -> dict[Place, int | None]:
    """Every count of a content by its place; None where it is hidden. Texts and what has nothing to say are not."""
    found: dict[Place, int | None] = {}
    for table in content.tables:
        for row in table.rows:
            for column, value in zip(table.columns, row.cells, strict=True):
                if value is None or isinstance(value, int):
                    found[table.code, column.code, row.code] = value
    return found
