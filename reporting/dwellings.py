"""The dwellings that a report counts as put on the platform, and their list: what each is, never what became of it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Organisation
from common.housing import Typology
from reporting.indicators import dwellings_listed
from reporting.models import Report, ReportKind
from reporting.periods import period_of, periods
from reporting.scopes import Scope
from territories.departements import departements

TYPOLOGIES = {typology.value: (at, str(typology.label)) for at, typology in enumerate(Typology)}


@dataclass(frozen=True)
class DwellingLine:
    """So many dwellings equal in all that is shown. `landlord`: "" where it is not the reader's to know."""

    quarter: str
    departement: str
    typology: str
    landlord: str
    count: int


def dwelling_lines(report: Report, landlords: Collection[UUID] | None) -> list[DwellingLine]:
    """Those of a report, sorted by what is shown and by nothing else: they add up to its I1.

    `landlords`: of which landlords the name is shown, None for all of them. Two queries, and those of the scope.
    """
    scope = Scope.of(report)
    period = period_of(scope, ReportKind(report.kind), report.starts_on)
    quarters = [one for one in periods(scope, ReportKind.QUARTERLY, date.max) if period.holds(one.starts_on)]
    put = dwellings_listed(scope=scope, period=period, as_of=report.as_of)
    known = {one.bailleur_id for one in put if landlords is None or one.bailleur_id in landlords}
    names = dict(Organisation.objects.filter(pk__in=known).values_list("pk", "name"))
    told = Counter(
        (
            next(at for at, quarter in enumerate(quarters) if quarter.holds(one.put_on)),
            one.departement,
            TYPOLOGIES[one.typology],
            names.get(one.bailleur_id, ""),
        )
        for one in put
    )
    places = departements()
    return [
        DwellingLine(
            quarter=quarters[quarter].label,
            departement=places[departement].label if departement in places else "",
            typology=typology,
            landlord=landlord,
            count=count,
        )
        for (quarter, departement, (_, typology), landlord), count in sorted(told.items())
    ]
