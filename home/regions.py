"""What the federation looks at from above: conventions side by side, those that end, organisations that are silent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    ExpressionWrapper,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Organisation, OrganisationKind
from conventions.models import Channel, Commitment, Convention, Signatory
from conventions.years import ConventionYear, year_of
from reporting.models import PutDwelling
from reporting.published import last_published_of
from territories.models import Departement

ENDS_SOON = timedelta(days=183)
QUIET_AFTER = timedelta(days=60)
MOST_QUIET = 20


@dataclass(frozen=True)
class ConventionLine:
    """A running convention in its present year. `on_request` None is shown "n.c."."""

    convention: Convention
    place: str
    year: ConventionYear
    committed: int | None
    put: int
    due: int
    landlords: int
    silent: int
    on_request: int | None
    requested: int | None
    ends_soon: bool

    @property
    def missing(self) -> int:
        return max(self.due - self.put, 0)


@dataclass(frozen=True)
class QuietOrganisation:
    """Nobody of it signed in for 60 days. `since` None: never."""

    name: str
    kind: str
    since: datetime | None


def side_by_side(today: date) -> list[ConventionLine]:
    """The conventions that run, those furthest behind first. 4 queries, however many there are: conventions,
    commitments, landlords with their dwellings, published reports."""
    running = list(
        Convention.objects.running_on(today).select_related("region", "departement").order_by("-starts_on", "id")
    )
    years = {one.id: year_of(one, today) for one in running}
    retained: dict[tuple[object, str], int] = {}
    for commitment in (
        Commitment.objects.retained_ones()
        .filter(convention__in=running, bailleur__isnull=True, starts_on__lte=today, ends_on__gte=today)
        .order_by("id")
    ):
        retained[commitment.convention_id, commitment.channel] = commitment.quantity
    put: dict[object, list[int]] = {one.id: [] for one in running}
    for convention_id, count in _put_by_signatory(running, years):
        put[convention_id].append(count)
    published = last_published_of([one.id for one in running])
    lines = []
    for one in running:
        year, committed = years[one.id], retained.get((one.id, Channel.PLATFORM))
        report = published.get(one.id)
        lines.append(
            ConventionLine(
                convention=one,
                place=one.region.name if one.region else one.departement.name if one.departement else "France",
                year=year,
                committed=committed,
                put=sum(put[one.id]),
                due=year.prorata(committed, today) if committed else 0,
                landlords=len(put[one.id]),
                silent=sum(not count for count in put[one.id]),
                on_request=report.on_request if report and report.content.ends_on >= year.starts_on else None,
                requested=retained.get((one.id, Channel.INTERPELLATION)),
                ends_soon=one.ends_on - today <= ENDS_SOON,
            )
        )
    return sorted(lines, key=lambda line: (-line.missing, line.place, str(line.convention.id)))


def _put_by_signatory(running: list[Convention], years: dict[UUID, ConventionYear]) -> list[tuple[object, int]]:
    """(convention, dwellings of one of its landlords in its present year) for each landlord that signed."""
    if not running:
        return []
    since = Case(
        *(When(convention=one, then=Value(years[one.id].starts_on)) for one in running), output_field=DateField()
    )
    everywhere = Q(convention__region__isnull=True, convention__departement__isnull=True)
    region = Departement.objects.filter(region=OuterRef(OuterRef("convention__region"))).values("code")
    put = (
        PutDwelling.objects.filter(bailleur_id=OuterRef("organisation"), again=False, put_on__gte=OuterRef("since"))
        .annotate(everywhere=ExpressionWrapper(OuterRef("everywhere"), output_field=BooleanField()))
        .filter(
            Q(everywhere=True)
            | Q(departement=OuterRef("convention__departement"))
            | Q(departement__in=Subquery(region))
        )
        .order_by()
        .values("bailleur_id")
        .annotate(count=Count("offer_id"))
        .values("count")
    )
    rows = (
        Signatory.objects.filter(convention__in=running, organisation__kind=OrganisationKind.BAILLEUR)
        .annotate(
            since=Greatest(since, "signed_on"),
            everywhere=Case(When(everywhere, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .annotate(put=Coalesce(Subquery(put), 0))
        .order_by("id")
    )
    return list(rows.values_list("convention_id", "put"))


def quiet_organisations(now: datetime) -> list[QuietOrganisation]:
    """Those where nobody signed in for 60 days, the longest silent first. One query."""
    found = (
        Organisation.objects.filter(kind__in=(OrganisationKind.BAILLEUR, OrganisationKind.ASSOCIATION))
        .annotate(last=Max("memberships__user__last_login", filter=Q(memberships__ended_at__isnull=True)))
        .filter(Q(last__isnull=True) | Q(last__lt=now - QUIET_AFTER))
        .order_by("last", "name", "id")[:MOST_QUIET]
    )
    return [QuietOrganisation(one.name, str(one.get_kind_display()), one.last) for one in found]
