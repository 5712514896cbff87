"""What a regional union follows: the convention's commitments, and dwellings put on the platform this year.

These figures concern organisations and are exact. Nothing here is counted from households: their figures are read in
published reports alone (design.md 8).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Membership, OrganisationKind
from conventions.models import Channel, Commitment, Convention, PublishedResult, Signatory
from conventions.years import ConventionYear, year_of
from offers.models import OfferState

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class LandlordLine:
    """A signatory and the dwellings it published in the convention's year; those it then withdrew among them."""

    name: str
    published: int
    withdrawn: int


@dataclass(frozen=True)
class PlatformBar:
    """What parts/data_bar.html draws: dwellings published against the commitment retained."""

    value: int
    target: int
    due: int
    source: str


def context(member: Membership) -> dict[str, Any]:
    """4 queries: conventions of her regions, their commitments, their published results, landlords with counts."""
    today = timezone.localdate()
    conventions = list(
        Convention.objects.filter(region__organisation=member.organisation_id).order_by("-starts_on", "id")
    )
    running = next((one for one in conventions if one.starts_on <= today <= one.ends_on), None)
    commitments = list(
        Commitment.objects.filter(convention__in=conventions)
        .select_related("convention", "bailleur")
        .order_by("-convention__starts_on", "channel", "-retained", "id")
    )
    year = year_of(running, today) if running else None
    landlords = _landlords(running, year) if running and year else []
    return {
        "convention": running,
        "year": year,
        "bar": _bar(running, year, commitments, landlords, today) if running and year else None,
        "landlords": landlords,
        "commitments": commitments,
        "results": PublishedResult.objects.filter(convention__in=conventions).order_by("convention_id", "id"),
    }


def _landlords(convention: Convention, year: ConventionYear) -> list[LandlordLine]:
    """Every landlord that signed, those that published least first."""
    offers = "organisation__bailleur__offers"
    published = Q(
        **{
            f"{offers}__published_at__gte": _midnight(year.starts_on),
            f"{offers}__published_at__lt": _midnight(year.ends_on + timedelta(days=1)),
        }
    )
    # A withdrawal shows to others from the nightly release on, when the dwelling leaves the lists.
    withdrawn = Q(**{f"{offers}__state": OfferState.WITHDRAWN, f"{offers}__listed": False})
    signed = (
        Signatory.objects.filter(convention=convention, organisation__kind=OrganisationKind.BAILLEUR)
        .values("organisation__name")
        .annotate(published=Count(offers, filter=published), withdrawn=Count(offers, filter=published & withdrawn))
        .order_by("published", "organisation__name")
    )
    return [LandlordLine(row["organisation__name"], row["published"], row["withdrawn"]) for row in signed]


def _bar(
    convention: Convention,
    year: ConventionYear,
    commitments: list[Commitment],
    landlords: list[LandlordLine],
    today: date,
) -> PlatformBar | None:
    retained = next(
        (
            one
            for one in commitments
            if one.convention_id == convention.id
            and one.channel == Channel.PLATFORM
            and one.retained
            and one.bailleur_id is None
        ),
        None,
    )
    if retained is None:
        return None
    return PlatformBar(
        value=sum(line.published for line in landlords),
        target=retained.quantity,
        due=year.prorata(retained.quantity, today),
        source=retained.source,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
