"""The content of a report, from what was known at its `as_of`: the same report gives the same content."""

from collections.abc import Callable

from django.db.models import Count

from accounts.models import Organisation, OrganisationKind
from reporting.content import Column, Content, Row, Section, Table
from reporting.dwellings import published
from reporting.models import THRESHOLDS, Audience, Report, ReportKind
from reporting.periods import Period, period_of
from reporting.scopes import Scope

OnStep = Callable[[str, int], None]
SOURCE = "Publications sur la plateforme"


def assemble(report: Report, on_step: OnStep) -> dict[Audience, Content]:
    """Both editions. Reads alone; `on_step`: what is being done, and how many percent are."""
    scope = Scope.of(report)
    period = period_of(scope, ReportKind(report.kind), report.starts_on)
    on_step("Logements mis sur la plateforme", 10)
    supply = _supply(report, scope, period)
    contents = {}
    for audience in Audience:
        on_step(f"Édition : {audience.label}", 60)
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
            sections=(supply,),
            definitions=(),
        )
    return contents


def _supply(report: Report, scope: Scope, period: Period) -> Section:
    """Dwellings put on the platform, landlord by landlord, those that published none included."""
    counts = dict(
        published(scope, period, report.as_of)
        .order_by()
        .values("bailleur_id")
        .annotate(count=Count("id"))
        .values_list("bailleur_id", "count")
    )
    of_scope = [str(one) for one in (counts if scope.landlords is None else scope.landlords)]
    landlords = Organisation.objects.filter(kind=OrganisationKind.BAILLEUR, id__in=of_scope).order_by("name", "id")
    rows = [Row(str(one.id), one.name, (counts.get(one.id, 0),)) for one in landlords]
    rows.append(Row("total", "Ensemble", (sum(counts.values()),), total=True))
    table = Table(
        code="logements_par_bailleur",
        indicator="",
        title="Logements mis sur la plateforme, par bailleur",
        row_header="Bailleur",
        columns=(Column("publies", "Publiés", "logements"),),
        rows=tuple(rows),
        source=SOURCE,
    )
    return Section("offre", "Logements mis sur la plateforme", (table,))
