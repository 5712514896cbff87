"""Tables that count households, from what the edition may show; beside each, what earlier reports showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reporting import indicators
from reporting.assembly.counts import Node, period_of_report
from reporting.assembly.editions import Place, Shown, places_of
from reporting.assembly.organisations import PLATFORM_SOURCE, Supply
from reporting.assembly.specs import TABLES, TOTAL, HouseholdTable, Population, Span
from reporting.content import Chart, Column, Row, Table, Value, read
from reporting.indicators import Segment
from reporting.models import Audience, Report, ReportEdition, ReportKind, ReportState
from reporting.periods import before, year_before
from reporting.published import EXACT_BY_LANDLORD, ON_REQUEST
from reporting.scopes import Scope

MOVES_SOURCE: Final = "Mouvements datés sur la plateforme"
REHOUSED_SOURCE: Final = "Remises de clés sur la plateforme ; relogements déclarés d’un côté et confirmés de l’autre"
NEEDS_SOURCE: Final = "Besoins décrits par les associations, ouverts au dernier jour de la période"
WIDEST: Final = 3
WITHOUT_TOTALS: Final = "bailleurs"  # the landlords of a closed year, without the households of each
BY_CODE: Final[dict[str, HouseholdTable]] = {one.code: one for one in TABLES}
SEGMENTS: Final = {
    Segment.PUBLISH_TO_REQUEST: "De la publication à la demande",
    Segment.REQUEST_TO_CALEOL: "De la demande à la CALEOL",
    Segment.CALEOL_TO_LEASE: "De la CALEOL au bail",
    Segment.NEED_TO_ENTRY: "Du besoin à l’entrée dans les lieux",
}


@dataclass(frozen=True)
class Edition:
    """What is needed to draw the tables of one audience. `previous`, `a_year_before`: places of published reports."""

    report: Report
    scope: Scope
    audience: Audience
    threshold: int
    shown: Shown
    nodes: Mapping[tuple[Population, Span], Node]
    supply: Supply
    previous: Mapping[Place, int | None] | None
    a_year_before: Mapping[Place, int | None] | None

    @property
    def is_yearly(self) -> bool:
        return self.report.kind == ReportKind.YEARLY

    def has(self, code: str) -> bool:
        return code not in self.shown.left_out


def published_before(report: Report, audience: Audience, *, a_year: bool) -> Mapping[Place, int | None] | None:
    """The counts of the same report one period before, or the same one a year before, as its last version shows them;
    None where none was published by the `as_of` of this one."""
    period = (year_before if a_year else before)(Scope.of(report), period_of_report(report))
    if period is None:
        return None
    edition = (
        ReportEdition.objects.filter(
            report__convention=report.convention_id,
            report__region=report.region_id,
            report__kind=report.kind,
            report__starts_on=period.starts_on,
            report__state=ReportState.PUBLISHED,
            report__published_at__lte=report.as_of,
            audience=audience,
        )
        .order_by("-report__version")
        .first()
    )
    return places_of(read(edition.content)) if edition else None


def simple(
    edition: Edition,
    code: str,
    *,
    indicator: str,
    title: str,
    row_header: str,
    unit: str,
    source: str,
    note: str = "",
    chart: bool = False,
) -> Table:
    """A table of one dimension: the period, what earlier reports showed, and the other spans that it has."""
    spec = BY_CODE[code]
    categories = [*spec.categories(edition.scope), *([(TOTAL, "Ensemble")] if spec.with_total else [])]
    columns, take = [], []
    for column, span in spec.columns.items():
        columns.append(Column(column, _LABELS[span], unit))
        take.append(column)
        if span == Span.PERIOD:
            if edition.previous is not None:
                columns.append(Column("precedente", "Période précédente", unit))
                take.append("precedente")
            if edition.a_year_before is not None:
                columns.append(Column("un_an", "Même période un an avant", unit))
                take.append("un_an")
    rows = []
    for category, label in categories:
        cells = tuple(_cell(edition, code, column, category) for column in take)
        if spec.only_shown and cells[0] is None:
            continue
        rows.append(Row(category, label, cells, total=category == TOTAL))
    return Table(
        code=code,
        indicator=indicator,
        title=title,
        row_header=row_header,
        columns=tuple(columns),
        rows=tuple(rows),
        source=source,
        note=note,
        chart=Chart(next(iter(spec.columns))) if chart else None,
    )


_LABELS: Final = {
    Span.PERIOD: "Sur la période",
    Span.YEAR: "Depuis le début de l’année",
    Span.START: "Depuis le début",
}


def _cell(edition: Edition, code: str, column: str, row: str) -> Value:
    if column in ("precedente", "un_an"):
        earlier = edition.previous if column == "precedente" else edition.a_year_before
        if earlier is None:
            return ""
        return earlier.get((code, Span.PERIOD.value, row), "")
    return edition.shown.get(code, column, row)


def on_request(edition: Edition) -> Table:
    """Rehousings on request in the year under way against the commitment, never added to dwellings."""
    promised = edition.supply.commitments.get(("", "interpellation"))
    ((category, label),) = BY_CODE[ON_REQUEST].categories(edition.scope)
    span = Span.PERIOD if edition.is_yearly else Span.YEAR
    # Of a whole year, it is the cell of another table.
    cells: list[Value] = [edition.shown.get("relogements" if edition.is_yearly else ON_REQUEST, span, category)]
    columns = [Column(span.value, _LABELS[span], "relogements")]
    if promised:
        columns += [
            Column("engagement", "Engagement par an", "relogements"),
            Column("attendu", "Attendu à la fin de la période", "relogements"),
        ]
        cells += [promised.quantity, edition.supply.due(promised.quantity)]
    return Table(
        code="sur_demande_an" if edition.is_yearly else ON_REQUEST,
        indicator="I4",
        title="Relogements sur demande des associations",
        row_header="Voie",
        columns=tuple(columns),
        rows=(Row(category, label, tuple(cells)),),
        source=f"{REHOUSED_SOURCE} ; engagement : {promised.source}" if promised else REHOUSED_SOURCE,
        note="Ne s’ajoute jamais aux logements mis sur la plateforme.",
        chart=Chart(span.value, "engagement" if promised else "", "attendu" if promised else ""),
    )


def people(edition: Edition) -> Table:
    """Women and children rehoused, in the period and since the beginning."""
    spans = BY_CODE["enfants"].columns
    women: list[Value] = []
    children: list[Value] = []
    for column, span in spans.items():
        households = edition.shown.get("relogements", column)
        # A household is one woman: hers are shown where households are.
        women.append(None if households is None else edition.nodes[Population.REHOUSED, span].total)
        children.append(edition.shown.get("enfants", column))
    return Table(
        code="enfants",
        indicator="I3",
        title="Femmes et enfants relogés",
        row_header="Ce qui est compté",
        columns=tuple(Column(column, _LABELS[span], "personnes") for column, span in spans.items()),
        rows=(Row("femmes", "Femmes", tuple(women)), Row(TOTAL, "Enfants", tuple(children))),
        source=REHOUSED_SOURCE,
    )


def mirror(edition: Edition, code: str, dimension: str, title: str, row_header: str) -> Table:
    """Needs open at the end of the period beside the dwellings put in it, by typology or département."""
    spec = BY_CODE[code]
    rows = []
    for category, label in [*spec.categories(edition.scope), (TOTAL, "Ensemble")]:
        needs = edition.shown.get(code, Span.PERIOD, category)
        put = (
            edition.supply.now.total("put")
            if category == TOTAL
            else edition.supply.now.get("put", **{dimension: category})
        )
        gap = None if needs is None else needs - put
        rows.append(Row(category, label, (needs, put, gap), total=category == TOTAL))
    return Table(
        code=code,
        indicator="I11",
        title=title,
        row_header=row_header,
        columns=(
            Column(Span.PERIOD.value, "Besoins ouverts", "ménages"),
            Column("logements", "Logements mis sur la plateforme", "logements"),
            Column("ecart", "Besoins de plus que de logements", "écart"),
        ),
        rows=tuple(rows),
        source=f"{NEEDS_SOURCE} ; publications sur la plateforme",
        note="Un ménage compte une fois, à la plus petite typologie et au premier département de son besoin.",
    )


def widest_gaps(edition: Edition) -> Table:
    """The départements where needs exceed dwellings most, among those whose needs may be shown."""
    code = "besoins_departement"
    found = []
    for category, label in BY_CODE[code].categories(edition.scope):
        needs = edition.shown.get(code, Span.PERIOD, category)
        if needs is not None:
            put = edition.supply.now.get("put", departement=category)
            found.append((needs - put, label, category, needs, put))
    widest = sorted((one for one in found if one[0] > 0), key=lambda one: (-one[0], one[1]))[:WIDEST]
    return Table(
        code="ecarts",
        indicator="I11",
        title="Les plus grands écarts par département",
        row_header="Département",
        columns=(
            Column("besoins", "Besoins ouverts", "ménages"),
            Column("logements", "Logements mis sur la plateforme", "logements"),
            Column("ecart", "Écart", "écart"),
        ),
        rows=tuple(Row(category, label, (needs, put, gap)) for gap, label, category, needs, put in widest),
        source=f"{NEEDS_SOURCE} ; publications sur la plateforme",
        note="" if widest else "Aucun écart ne peut être montré.",
    )


def delays(edition: Edition) -> Table:
    """Medians and ninth deciles, where enough of them were measured."""
    found = indicators.delays(scope=edition.scope, period=edition.supply.period, as_of=edition.report.as_of)
    overall = {one.name: one for one in found if one.bailleur is None}
    rows = []
    for segment, label in SEGMENTS.items():
        one = overall.get(segment)
        enough = one is not None and one.count >= edition.threshold
        rows.append(
            Row(
                segment.value,
                label,
                (_days(one.median_days), _days(one.p90_days)) if one and enough else (None, None),
            )
        )
    return Table(
        code="delais",
        indicator="I7",
        title="Délais",
        row_header="Étape",
        columns=(
            Column("mediane", "La moitié en moins de", "jours"),
            Column("decile", "Neuf sur dix en moins de", "jours"),
        ),
        rows=tuple(rows),
        source=MOVES_SOURCE,
    )


def _days(value: float | None) -> Value:
    return None if value is None else round(value)


def landlords(edition: Edition, rows: Sequence[Row]) -> Table:
    """Page two: the landlords one by one, with the households that each rehoused on request in the closed year, unless
    these totals would tell a count that is hidden elsewhere."""
    spec = BY_CODE[EXACT_BY_LANDLORD]
    told = edition.has(spec.code)
    on_request_of = {
        category: edition.shown.get(spec.code, Span.PERIOD, category) for category, _ in spec.categories(edition.scope)
    }
    return Table(
        code=spec.code if told else WITHOUT_TOTALS,
        indicator="I4" if told else "I1",
        title="Les bailleurs un par un",
        row_header="Bailleur",
        columns=(
            *((Column(Span.PERIOD.value, "Relogements sur demande", "relogements"),) if told else ()),
            Column("engagement", "Engagement par an"),
            Column("logements", "Mis sur la plateforme", "logements"),
            Column("retires", "Dont retirés", "logements"),
        ),
        rows=tuple(
            Row(
                row.code,
                row.label,
                (*((on_request_of.get(row.code),) if told else ()), row.cells[0], row.cells[1], row.cells[3]),
            )
            for row in rows
            if row.code != TOTAL
        ),
        source=f"Publications sur la plateforme ; {REHOUSED_SOURCE.lower()}" if told else PLATFORM_SOURCE,
        note="Année de convention close : le total de chaque bailleur est exact, dans le comité seulement."
        if told
        else "Les relogements sur demande de chaque bailleur laisseraient retrouver un effectif trop petit.",
    )
