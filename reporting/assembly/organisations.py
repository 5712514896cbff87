"""Tables that concern organisations alone: exact (design.md 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from accounts.models import Organisation
from common.housing import Contingent, Financing
from conventions.models import Channel, Commitment, Measure
from conventions.years import ConventionYear
from reporting import indicators
from reporting.assembly.counts import span_of
from reporting.assembly.specs import TOTAL, Span
from reporting.content import Chart, Column, Row, Table, Value
from reporting.cubes import Cube
from reporting.models import Report, ReportKind
from reporting.periods import Period, before, year_before, year_of
from reporting.scopes import Scope
from territories.departements import departements

PLATFORM_SOURCE = "Publications sur la plateforme"
UNKNOWN = "non précisé"


@dataclass(frozen=True)
class Supply:
    """Dwellings put on the platform, counted for one report: over its period, the one before, a year before, its year
    and since the beginning."""

    report: Report
    scope: Scope
    period: Period

    def _put(self, period: Period | None) -> Cube | None:
        if period is None:
            return None
        return indicators.dwellings_put(scope=self.scope, period=period, as_of=self.report.as_of)

    @cached_property
    def now(self) -> Cube:
        return self._put(self.period) or _NOTHING

    @cached_property
    def previous(self) -> Cube | None:
        return self._put(before(self.scope, self.period))

    @cached_property
    def a_year_before(self) -> Cube | None:
        """The same of a yearly report as `previous`."""
        return None if self.period.kind == ReportKind.YEARLY else self._put(year_before(self.scope, self.period))

    @cached_property
    def year(self) -> Cube:
        return self._put(span_of(self.scope, self.period, Span.YEAR)) or _NOTHING

    @cached_property
    def ever(self) -> Cube:
        return self._put(span_of(self.scope, self.period, Span.START)) or _NOTHING

    @cached_property
    def landlords(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of those that signed; for a region, those that put a dwelling there in the period."""
        if self.scope.convention:
            return self.scope.landlord_names
        found = Organisation.objects.filter(id__in=self.now.categories("bailleur")).order_by("name", "id")
        return tuple((str(one.id), one.name) for one in found)

    @cached_property
    def commitments(self) -> Mapping[tuple[str, str], Commitment]:
        """(organisation or "", channel) -> the commitment retained at the end of the period."""
        if self.scope.convention is None:
            return {}
        held = Commitment.objects.retained_ones().filter(
            convention=self.scope.convention,
            starts_on__lte=self.period.ends_on,
            ends_on__gte=self.period.starts_on,
        )
        return {(str(one.bailleur_id or ""), one.channel): one for one in held.order_by("starts_on", "id")}

    def due(self, quantity: int) -> int:
        """What the prorata of the year expects by the end of the period."""
        year = year_of(self.scope, self.period)
        return ConventionYear(year.number, year.starts_on, year.ends_on).prorata(quantity, self.period.ends_on)


_NOTHING = Cube(("bailleur",), ("put", "withdrawn", "unrequested"), {})


def platform(supply: Supply) -> Table:
    """Dwellings put on the platform against the commitment, with the prorata mark: never added to rehousings."""
    promised = supply.commitments.get(("", Channel.PLATFORM))
    columns = [
        Column("periode", "Sur la période", "logements"),
        Column("precedente", "Période précédente", "logements"),
    ]
    cells: list[Value] = [supply.now.total("put"), _total(supply.previous)]
    if supply.period.kind == ReportKind.QUARTERLY:
        columns.append(Column("un_an", "Même période un an avant", "logements"))
        cells.append(_total(supply.a_year_before))
        columns.append(Column("annee", "Depuis le début de l’année", "logements"))
        cells.append(supply.year.total("put"))
    columns.append(Column("depuis", "Depuis le début", "logements"))
    cells.append(supply.ever.total("put"))
    value = "annee" if supply.period.kind == ReportKind.QUARTERLY else "periode"
    if promised:
        columns += [
            Column("engagement", "Engagement par an", "logements"),
            Column("attendu", "Attendu à la fin de la période", "logements"),
        ]
        cells += [promised.quantity, supply.due(promised.quantity)]
    return Table(
        code="plateforme",
        indicator="I2" if promised else "I1",
        title="Logements mis sur la plateforme",
        row_header="Voie",
        columns=tuple(columns),
        rows=(Row("platform", "Logements mis sur la plateforme", tuple(cells)),),
        source=f"{PLATFORM_SOURCE} ; engagement : {promised.source}" if promised else PLATFORM_SOURCE,
        chart=Chart(value, "engagement" if promised else "", "attendu" if promised else ""),
    )


def by_financing(supply: Supply) -> Table:
    return _split(
        supply,
        "logements_financement",
        "Logements par financement",
        "Financement",
        "financing",
        tuple((one.value, str(one.label)) for one in Financing),
    )


def by_contingent(supply: Supply) -> Table:
    return _split(
        supply,
        "logements_contingent",
        "Logements par réservataire",
        "Réservataire",
        "contingent",
        tuple((one.value, str(one.label)) for one in Contingent),
    )


def _split(
    supply: Supply, code: str, title: str, header: str, dimension: str, categories: Sequence[tuple[str, str]]
) -> Table:
    rows = [Row(category, label, (supply.now.get("put", **{dimension: category}),)) for category, label in categories]
    rows.append(Row(TOTAL, "Ensemble", (supply.now.total("put"),), total=True))
    return Table(
        code, "I1", title, header, (Column("periode", "Logements", "logements"),), tuple(rows), PLATFORM_SOURCE
    )


def by_landlord(supply: Supply) -> Table:
    """Landlord by landlord: what was promised, put and withdrawn.

    Whether anybody asked is said of all together: of one or two dwellings it would be what became of them.
    """
    rows = [
        Row(
            key,
            name,
            (
                _promised(supply, key),
                supply.now.get("put", bailleur=key),
                supply.year.get("put", bailleur=key),
                supply.now.get("withdrawn", bailleur=key),
            ),
        )
        for key, name in supply.landlords
    ]
    rows.append(
        Row(
            TOTAL,
            "Ensemble",
            (
                "",
                supply.now.total("put"),
                supply.year.total("put"),
                supply.now.total("withdrawn"),
            ),
            total=True,
        )
    )
    return Table(
        code="logements_bailleur",
        indicator="I1",
        title="Logements mis sur la plateforme, par bailleur",
        row_header="Bailleur",
        columns=(
            Column("engagement", "Engagement par an"),
            Column("periode", "Sur la période", "logements"),
            Column("annee", "Dans l’année", "logements"),
            Column("retires", "Dont retirés", "logements"),
        ),
        rows=tuple(rows),
        source=PLATFORM_SOURCE,
        note="Un bailleur sans engagement propre prend sa part de l’engagement collectif.",
    )


def _promised(supply: Supply, landlord: str) -> Value:
    own = supply.commitments.get((landlord, Channel.PLATFORM))
    return own.quantity if own else "part du collectif"


def unrequested(supply: Supply, as_of: datetime) -> Table:
    """Dwellings that closed in the period, and those that nobody asked for (I5), of all together."""
    closed = indicators.requests_per_dwelling(scope=supply.scope, period=supply.period, as_of=as_of)
    return Table(
        code="sans_demande",
        indicator="I5",
        title="Logements clos dans la période, et ceux que personne n’a demandés",
        row_header="Ce qui est compté",
        columns=(Column("clos", "Clos", "logements"), Column("sans_demande", "Sans demande", "logements")),
        rows=(Row(TOTAL, "Ensemble", (closed.total("dwellings"), closed.total("unrequested")), total=True),),
        source=PLATFORM_SOURCE,
    )


def training(supply: Supply, as_of: datetime) -> Table:
    """Teams trained against all who meet the public, over five years (I13)."""
    cube = indicators.trained(scope=supply.scope, period=supply.period, as_of=as_of)
    names = dict(supply.landlords)
    rows = []
    for key in sorted(cube.categories("bailleur"), key=lambda one: names.get(one, one)):
        if key not in names:
            continue
        cumulated, staff = cube.get("cumulated", bailleur=key), cube.get("staff", bailleur=key)
        rows.append(
            Row(
                key,
                names[key],
                (cube.get("attendees", bailleur=key), cumulated, staff or "", _share(cumulated, staff)),
            )
        )
    attendees, cumulated, staff = (cube.total(one) for one in ("attendees", "cumulated", "staff"))
    rows.append(Row(TOTAL, "Ensemble", (attendees, cumulated, staff, _share(cumulated, staff)), total=True))
    return Table(
        code="formations",
        indicator="I13",
        title="Équipes formées par les associations, objectif 100 % en cinq ans",
        row_header="Bailleur",
        columns=(
            Column("periode", "Formées dans la période", "personnes"),
            Column("cumul", "Formées en cinq ans", "personnes"),
            Column("effectif", "En contact avec le public", "personnes"),
            Column("part", "Part formée", "%"),
        ),
        rows=tuple(rows),
        source="Séances et effectifs saisis sur la plateforme",
    )


def _share(cumulated: int, staff: int) -> Value:
    return min(round(100 * cumulated / staff, 1), 100.0) if staff else ""


def context(supply: Supply, as_of: datetime) -> Table:
    """Other populations than ours, each with its source (I14)."""
    cube = indicators.context(scope=supply.scope, period=supply.period, as_of=as_of)
    labels = {one.value: str(one.label) for one in Measure}
    rows = []
    for number, (key, (value,)) in enumerate(cube.cells.items()):
        measure, region, departement, period, source = key
        rows.append(
            Row(
                f"c{number}",
                labels.get(measure, measure),
                (_place(supply, region, departement), period, value, source),
            )
        )
    return Table(
        code="contexte",
        indicator="I14",
        title="Chiffres de contexte",
        row_header="Ce qui est compté",
        columns=(
            Column("territoire", "Territoire"),
            Column("periode_source", "Période"),
            Column("valeur", "Valeur"),
            Column("source", "Source"),
        ),
        rows=tuple(rows),
        source="Sources citées dans le tableau",
        note="D’autres populations que celles de ce rapport : ne s’ajoutent à aucun résultat.",
    )


def _place(supply: Supply, region: str, departement: str) -> str:
    if departement:
        known = departements()
        return known[departement].label if departement in known else departement
    if not region:
        return "France"
    convention = supply.scope.convention
    own = convention.region if convention else supply.scope.region
    return own.name if own else region


def _total(cube: Cube | None) -> Value:
    return "" if cube is None else cube.total("put")
