"""What was promised against what was done, convention by convention, year by year.

Dwellings put on the platform concern organisations: exact, as of now. Rehousings on request concern households: the
total of a landlord in a closed convention year is exact, as known by the last published report; those of the year
under way are read in that report, where what is too small is not shown (design.md 8). The two never add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone

from accounts.models import OrganisationKind
from conventions.models import Channel, Chase, Commitment, Convention, Signatory
from conventions.years import ConventionYear, year_of
from reporting.models import PutDwelling, Rehousing
from reporting.published import Published, last_published
from reporting.scopes import Scope


@dataclass(frozen=True)
class LandlordProgress:
    """One landlord in one convention year. `committed` None: its part is in the collective commitment.

    `on_request`, and `last_year` for the year before: None is shown as "n.c.".
    """

    id: UUID
    name: str
    committed: int | None
    put: int
    due: int | None
    last_put_on: date | None
    last_chase: datetime | None
    on_request: int | None
    last_year: int | None = None
    source: str = ""

    @property
    def gap(self) -> int | None:
        """Dwellings ahead of the prorata of its own commitment, below zero when it is behind."""
        return None if self.due is None else self.put - self.due

    @property
    def gap_label(self) -> str:
        """ "3 de retard", "2 d’avance", "au rythme"."""
        if not self.gap:
            return "au rythme"
        return f"{-self.gap} de retard" if self.gap < 0 else f"{self.gap} d’avance"

    @property
    def behind(self) -> int:
        """Dwellings missing today, 0 when none is."""
        return max(-(self.gap or 0), 0)


@dataclass(frozen=True)
class ConventionProgress:
    """A convention year. `put_due`: what the prorata expects by the day it was read. `shown_until`: the last day of
    the published report that `on_request` comes from, None when there is none."""

    convention: Convention
    year: ConventionYear
    is_over: bool
    platform: Commitment | None
    interpellation: Commitment | None
    put: int
    put_due: int
    on_request: int | None
    on_request_due: int
    shown_until: date | None
    landlords: tuple[LandlordProgress, ...]

    @property
    def silent(self) -> int:
        """Landlords that put nothing this year."""
        return sum(not one.put for one in self.landlords)

    @property
    def put_missing(self) -> int:
        """Dwellings that the collective commitment lacks today."""
        return max(self.put_due - self.put, 0)


def years_of(convention: Convention, today: date) -> tuple[ConventionYear, ...]:
    """Those that have begun, oldest first."""
    last = year_of(convention, today)
    found = [year_of(convention, convention.starts_on)]
    while found[-1].number < last.number:
        found.append(year_of(convention, date.fromordinal(found[-1].ends_on.toordinal() + 1)))
    return tuple(found)


def convention_progress(convention: Convention, year: ConventionYear, today: date) -> ConventionProgress:
    """One year of a convention, the landlords most behind their own commitment first, then those that put least.

    Five queries: commitments, landlords with their last chase, dwellings, last published report, rehousings of a year
    that is over.
    """
    retained = list(
        Commitment.objects.retained_ones()
        .filter(convention=convention, starts_on__lte=year.ends_on, ends_on__gte=year.starts_on)
        .order_by("starts_on", "id")
    )
    of_channel = {one.channel: one for one in retained if one.bailleur_id is None}
    own = {one.bailleur_id: one for one in retained if one.bailleur_id and one.channel == Channel.PLATFORM}
    signed = _landlords(convention)
    scope = Scope(convention=convention).knowing({one.organisation_id: one.signed_on for one in signed})
    put = _put(scope, year)
    published = last_published(convention)
    is_over = year.ends_on < today
    exact = _on_request(scope, year, published) if is_over else {}
    last_year = year_of(convention, date.fromordinal(year.starts_on.toordinal() - 1)) if year.number > 1 else None
    before = _on_request(scope, last_year, published) if last_year and not is_over else {}
    landlords = [
        LandlordProgress(
            id=one.organisation_id,
            name=one.organisation.name,
            committed=own[one.organisation_id].quantity if one.organisation_id in own else None,
            put=put.get(one.organisation_id, (0, None))[0],
            due=year.prorata(own[one.organisation_id].quantity, today) if one.organisation_id in own else None,
            last_put_on=put.get(one.organisation_id, (0, None))[1],
            last_chase=one.last_chase,  # type: ignore[attr-defined]
            on_request=_shown(one.organisation_id, is_over, exact, published, year),
            last_year=_shown(one.organisation_id, True, before, published, last_year) if last_year else None,
            source=own[one.organisation_id].source if one.organisation_id in own else "",
        )
        for one in signed
    ]
    landlords.sort(key=lambda one: (-one.behind, one.put, one.name))
    platform, interpellation = of_channel.get(Channel.PLATFORM), of_channel.get(Channel.INTERPELLATION)
    return ConventionProgress(
        convention=convention,
        year=year,
        is_over=is_over,
        platform=platform,
        interpellation=interpellation,
        put=sum(count for count, _ in put.values()),
        put_due=year.prorata(platform.quantity, today) if platform else 0,
        on_request=_total(is_over, exact, published, year),
        on_request_due=year.prorata(interpellation.quantity, today) if interpellation else 0,
        shown_until=published.content.ends_on if published and _is_of(published, year) else None,
        landlords=tuple(landlords),
    )


def _landlords(convention: Convention) -> list[Signatory]:
    last = Chase.objects.filter(convention=convention, bailleur=OuterRef("organisation")).order_by("-at")
    return list(
        Signatory.objects.filter(convention=convention, organisation__kind=OrganisationKind.BAILLEUR)
        .select_related("organisation")
        .annotate(last_chase=Subquery(last.values("at")[:1]))
        .order_by("organisation__name", "id")
    )


def _put(scope: Scope, year: ConventionYear) -> dict[UUID, tuple[int, date | None]]:
    """Landlord -> dwellings put on the platform in the year, and the day of the last one."""
    rows = (
        PutDwelling.objects.filter(scope.narrowed("put_on"))
        .filter(again=False, put_on__range=(year.starts_on, year.ends_on), known_at__lte=timezone.now())
        .order_by()
        .values_list("bailleur_id")
        .annotate(Count("offer_id"), Max("put_on"))
    )
    return {bailleur: (count, last) for bailleur, count, last in rows}


def _on_request(scope: Scope, year: ConventionYear, published: Published | None) -> dict[UUID, int]:
    """Landlord -> rehousings on request of a year that is over, as known by the last published report."""
    if published is None:
        return {}
    rows = (
        Rehousing.objects.filter(scope.narrowed("entered_on"))
        .filter(
            channel=Channel.INTERPELLATION,
            entered_on__range=(year.starts_on, year.ends_on),
            known_at__lte=published.as_of,
        )
        .order_by()
        .values_list("bailleur_id")
        .annotate(Count("id"))
    )
    return dict(rows)


def _is_of(published: Published, year: ConventionYear) -> bool:
    """Whether it tells of this year, at least of a part of it."""
    return published.content.ends_on >= year.starts_on


def _shown(
    landlord: UUID, is_over: bool, exact: Mapping[UUID, int], published: Published | None, year: ConventionYear
) -> int | None:
    if published is None or not _is_of(published, year):
        return None
    if is_over and year.starts_on in published.withheld:
        return None
    if is_over:
        # Before the report of its last day, a closed year is as unknown as the one under way.
        return exact.get(landlord, 0) if published.content.ends_on >= year.ends_on else None
    return published.of_landlord(landlord)


def _total(is_over: bool, exact: Mapping[UUID, int], published: Published | None, year: ConventionYear) -> int | None:
    if published is None or not _is_of(published, year):
        return None
    if is_over and year.starts_on in published.withheld:
        return None
    if is_over:
        return sum(exact.values()) if published.content.ends_on >= year.ends_on else None
    return published.on_request
