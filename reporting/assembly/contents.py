"""The content of a report, from what was known at its `as_of`: the same report gives the same content."""

from collections.abc import Callable, Iterator

from reporting.assembly import households, organisations
from reporting.assembly.counts import nodes_of, period_of_report, spans_of
from reporting.assembly.editions import shown_by_audience
from reporting.assembly.households import MOVES_SOURCE, NEEDS_SOURCE, REHOUSED_SOURCE, Edition
from reporting.assembly.organisations import Supply
from reporting.content import Content, Definition, Section, Table
from reporting.definitions import DEFINITIONS
from reporting.models import THRESHOLDS, Audience, Report, ReportKind
from reporting.published import ON_REQUEST_BY_LANDLORD
from reporting.scopes import Scope

OnStep = Callable[[str, int], None]
LEFT_OUT = "Rien à montrer, ou effectif trop petit : {}."


def assemble(report: Report, on_step: OnStep) -> dict[Audience, Content]:
    """Both editions. Reads alone; `on_step`: what is being done, and how many percent are."""
    scope, period = Scope.of(report), period_of_report(report)
    on_step("Comptage des faits", 5)
    nodes = nodes_of(report, spans_of(report))
    supply = Supply(report, scope, period)
    on_step("Protection des petits effectifs", 30)
    shown = shown_by_audience(report, nodes)
    contents = {}
    for done, audience in enumerate(Audience):
        on_step(f"Édition : {audience.label}", 60 + 20 * done)
        edition = Edition(
            report=report,
            scope=scope,
            audience=audience,
            threshold=THRESHOLDS[audience],
            shown=shown[audience],
            nodes=nodes,
            supply=supply,
            previous=households.published_before(report, audience, a_year=False),
            a_year_before=None
            if report.kind == ReportKind.YEARLY
            else households.published_before(report, audience, a_year=True),
        )
        sections = tuple(one for one in _sections(edition) if one.tables or one.note)
        contents[audience] = Content(
            title=str(report.get_kind_display()),
            scope=scope.name,
            kind=report.kind,
            audience=audience,
            threshold=THRESHOLDS[audience],
            starts_on=report.starts_on,
            ends_on=report.ends_on,
            period=period.label,
            version=report.version,
            reason=report.reason,
            sections=sections,
            definitions=_definitions(sections),
        )
    return contents


def _definitions(sections: tuple[Section, ...]) -> tuple[Definition, ...]:
    """Of the indicators that the tables name."""
    named = {table.indicator for section in sections for table in section.tables}
    return tuple(one for one in DEFINITIONS if one.code in named)


def _section(edition: Edition, code: str, title: str, tables: Iterator[Table]) -> Section:
    kept: list[Table] = []
    missing: list[Table] = []
    for table in tables:
        says_something = any(cell not in (None, "") for row in table.rows for cell in row.cells)
        (kept if edition.has(table.code) and says_something else missing).append(table)
    note = LEFT_OUT.format(", ".join(f"« {one.title} »" for one in missing)) if missing else ""
    return Section(code, title, tuple(kept), note)


def _sections(edition: Edition) -> Iterator[Section]:
    """The first one is the page that is read when only one is (design.md 8)."""
    yield _section(edition, "essentiel", "L’essentiel", _essentials(edition))
    yield _section(edition, "relogements", "Ménages relogés", _rehoused(edition))
    yield _section(edition, "besoins", "Besoins et logements", _needs(edition))
    yield _section(edition, "adaptation", "Adaptation des logements proposés", _adaptation(edition))
    yield _section(edition, "offre", "Logements mis sur la plateforme", _supply(edition))
    if edition.is_yearly:
        yield _section(edition, "formation", "Formation des équipes", _training(edition))
        if edition.audience == Audience.COMMITTEE and edition.scope.convention:
            rows = organisations.by_landlord(edition.supply).rows
            yield _section(
                edition, "bailleurs", "Les bailleurs un par un", iter([households.landlords(edition, rows)])
            )
        yield _section(edition, "contexte", "Contexte", _context(edition))


def _essentials(edition: Edition) -> Iterator[Table]:
    """Two bars never added together, women and children, the widest gaps, delays."""
    yield organisations.platform(edition.supply)
    yield households.on_request(edition)
    yield households.people(edition)
    yield households.widest_gaps(edition)
    yield households.delays(edition)


def _rehoused(edition: Edition) -> Iterator[Table]:
    yield households.simple(
        edition,
        "relogements",
        indicator="I3",
        title="Ménages relogés, par voie",
        row_header="Voie",
        unit="ménages",
        source=REHOUSED_SOURCE,
        note="Le cumul comprend ce qui a été saisi après le rapport précédent.",
        chart=True,
    )
    if not edition.is_yearly:
        if edition.audience == Audience.COMMITTEE and edition.scope.convention:
            yield households.simple(
                edition,
                ON_REQUEST_BY_LANDLORD,
                indicator="I4",
                title="Relogements sur demande depuis le début de l’année, par bailleur",
                row_header="Bailleur",
                unit="relogements",
                source=REHOUSED_SOURCE,
                note="Seuls sont nommés les bailleurs dont le nombre peut être montré.",
            )
        return
    for code, title, header in (
        ("relogements_typologie", "Ménages relogés, par typologie", "Typologie"),
        ("relogements_departement", "Ménages relogés, par département du logement", "Département"),
        ("relogements_solution", "Ménages relogés, par solution", "Solution"),
    ):
        yield households.simple(
            edition, code, indicator="I3", title=title, row_header=header, unit="ménages", source=REHOUSED_SOURCE
        )
    yield households.simple(
        edition,
        "mobilite",
        indicator="I10",
        title="Mobilité entre départements",
        row_header="Où elle s’installe",
        unit="ménages",
        source=REHOUSED_SOURCE,
        note="L’origine des relogements déclarés n’est pas connue.",
    )
    yield households.simple(
        edition,
        "baux_a_son_nom",
        indicator="I3",
        title="Baux glissants devenus les siens",
        row_header="Ce qui est compté",
        unit="baux",
        source="Révisions des baux glissants",
    )
    yield households.simple(
        edition,
        "places_liberees",
        indicator="I15",
        title="Places d’hébergement libérées par ces relogements",
        row_header="Ce qui est compté",
        unit="places",
        source="Situation avant le relogement, comptée à la remise des clés",
    )


def _needs(edition: Edition) -> Iterator[Table]:
    yield households.mirror(
        edition, "besoins_typologie", "typology", "Besoins et logements, par typologie", "Typologie"
    )
    yield households.mirror(
        edition, "besoins_departement", "departement", "Besoins et logements, par département", "Département"
    )
    yield households.simple(
        edition,
        "besoins_couverts",
        indicator="I11",
        title="Besoins ouverts, avec ou sans logement qui convenait",
        row_header="Ce qui est compté",
        unit="ménages",
        source=NEEDS_SOURCE,
    )


def _adaptation(edition: Edition) -> Iterator[Table]:
    yield households.simple(
        edition,
        "adaptation",
        indicator="I12",
        title="Ce que les associations disent des logements proposés",
        row_header="Note",
        unit="réponses",
        source="Réponses des référentes, de 1 à 4",
    )
    yield households.simple(
        edition,
        "motifs",
        indicator="I12",
        title="Pourquoi des logements ne convenaient pas",
        row_header="Motif",
        unit="réponses",
        source="Motifs des associations, comptés par trimestre sans rien d’autre",
    )
    yield households.simple(
        edition,
        "issues",
        indicator="I8",
        title="Issues des offres notifiées",
        row_header="Issue",
        unit="offres",
        source=MOVES_SOURCE,
    )
    if edition.is_yearly:
        yield households.simple(
            edition,
            "decisions",
            indicator="I9",
            title="Décisions des CALEOL",
            row_header="Décision",
            unit="décisions",
            source=MOVES_SOURCE,
        )


def _supply(edition: Edition) -> Iterator[Table]:
    supply, as_of = edition.supply, edition.report.as_of
    if edition.audience == Audience.COMMITTEE:
        yield organisations.by_landlord(supply)
    yield organisations.unrequested(supply, as_of)
    yield households.simple(
        edition,
        "demandes",
        indicator="I5",
        title="Demandes reçues pour les logements clos dans la période",
        row_header="Ce qui est compté",
        unit="demandes",
        source=MOVES_SOURCE,
    )
    if edition.is_yearly:
        yield organisations.by_financing(supply)
        yield organisations.by_contingent(supply)


def _training(edition: Edition) -> Iterator[Table]:
    yield organisations.training(edition.supply, edition.report.as_of)


def _context(edition: Edition) -> Iterator[Table]:
    yield organisations.context(edition.supply, edition.report.as_of)
