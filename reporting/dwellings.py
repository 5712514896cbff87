"""The dwellings that a report counts as put on the platform, and their list: what each is, never what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from common.housing import Typology
from offers.models import Offer
from offers.models.offer import OfferQuerySet
from reporting.models import Report, ReportKind
from reporting.periods import ONE_DAY, Period, period_of, periods
from reporting.scopes import Scope
from territories.departements import departements
from territories.timezones import PARIS

TYPOLOGIES = {typology.value: (at, str(typology.label)) for at, typology in enumerate(Typology)}


@dataclass(frozen=True)
class DwellingLine:
    """So many dwellings equal in all that is shown. `landlord`: "" where it is not the reader's to know."""

    quarter: str
    departement: str
    typology: str
    landlord: str
    count: int


def midnight(day: date) -> datetime:
    """Its first moment, in Paris."""
    return datetime.combine(day, time(), PARIS)


def published(scope: Scope, period: Period, as_of: datetime) -> OfferQuerySet:
    """Put on the platform in a period, in the scope, by those that had signed: a publication known by `as_of`."""
    found = Offer.objects.filter(
        published_at__gte=midnight(period.starts_on),
        published_at__lt=midnight(period.ends_on + ONE_DAY),
        published_at__lte=as_of,
    )
    if scope.departements is not None:
        found = found.filter(departement__in=scope.departements)
    if scope.landlords is not None:
        signed = Q(pk__in=[])
        for landlord_id, since in scope.landlords.items():
            signed |= Q(bailleur_id=landlord_id, published_at__gte=midnight(since))
        found = found.filter(signed)
    return found


def dwelling_lines(report: Report, landlords: Q | None) -> list[DwellingLine]:
    """Those of a report, sorted by what is shown and by nothing else.

    `landlords`: of which landlords the name is shown, None for all of them. One query, and those of the scope.
    """
    scope = Scope.of(report)
    period = period_of(scope, ReportKind(report.kind), report.starts_on)
    quarters = [one for one in periods(scope, ReportKind.QUARTERLY, date.max) if period.holds(one.starts_on)]
    at = [When(published_at__lt=midnight(one.ends_on + ONE_DAY), then=Value(n)) for n, one in enumerate(quarters)]
    name = F("bailleur__organisation__name")
    shown = name if landlords is None else Case(When(landlords, then=name), default=Value(""))
    told = (
        published(scope, period, report.as_of)
        .order_by()
        .annotate(quarter=Case(*at, output_field=IntegerField()), shown=shown)
        .values_list("quarter", "departement", "typology", "shown")
        .annotate(count=Count("id"))
    )
    names = departements()
    return [
        DwellingLine(
            quarter=quarters[quarter].label,
            departement=names[departement].label if departement in names else "",
            typology=TYPOLOGIES[typology][1],
            landlord=landlord,
            count=count,
        )
        for quarter, departement, typology, landlord, count in sorted(
            told, key=lambda one: (one[0], one[1] or "", TYPOLOGIES[one[2]][0], one[3])
        )
    ]
