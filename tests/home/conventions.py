"""Conventions of the tests of home pages: one that runs, its commitments, what its landlords did over the years."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import Organisation
from bailleurs.models import Bailleur
from conventions.models import Channel, Commitment, Convention, Signatory, Unit
from matching.models import DeclaredRehousing, DeclaredState
from offers.models import Offer, OfferLocation, OfferState, OfferTransition
from territories.models import Region
from territories.timezones import PARIS
from tests import factories

STARTS, ENDS = date(2021, 3, 25), date(2024, 3, 24)
TODAY = datetime(2023, 11, 14, 11, tzinfo=PARIS)  # 235 days of its third year are over


def make_convention(region: Region | None, *bailleurs: Bailleur, **fields: Any) -> Convention:
    """Of a region from 25 March 2021 on, signed by landlords on its first day."""
    facts: dict[str, Any] = {"name": "Convention A", "signed_on": STARTS, "starts_on": STARTS, "ends_on": ENDS}
    convention = Convention.objects.create(region=region, **facts | fields)
    for one in bailleurs:
        Signatory.objects.create(convention=convention, organisation=one.organisation, signed_on=convention.starts_on)
    return convention


def commit(convention: Convention, quantity: int, bailleur: Organisation | None = None, **fields: Any) -> Commitment:
    """Dwellings a year, retained, for the whole of a convention; collective without a landlord."""
    facts: dict[str, Any] = {
        "bailleur": bailleur,
        "channel": Channel.PLATFORM,
        "unit": Unit.DWELLINGS,
        "starts_on": convention.starts_on,
        "ends_on": convention.ends_on,
        "source": f"texte {quantity}",
        "retained": True,
        "why": "Seul chiffre publié.",
    }
    return Commitment.objects.create(convention=convention, quantity=quantity, **facts | fields)


def ten_years(convention: Convention, bailleurs: list[Bailleur], years: int = 10) -> None:
    """Each year each landlord commits itself, puts two dwellings and rehouses one household; in a few statements."""
    pattern = factories.OfferFactory(bailleur=bailleurs[0])
    association = factories.AssociationFactory()
    offers, places, moves, rehousings = [], [], [], []
    for bailleur, number, at in _days(convention, bailleurs, years):
        offer = Offer(
            bailleur=bailleur,
            reference=f"UG-{number}-{at:%Y%m%d}",
            state=OfferState.CLOSED,
            listed=False,
            published_at=at,
            ended_at=at,
            **{
                name: getattr(pattern, name)
                for name in ("typology", "surface_m2", "floor", "financing", "contingent", "rent_cents")
            },
            charges_cents=pattern.charges_cents,
            available_on=pattern.available_on,
            closes_at=pattern.closes_at,
        )
        offers.append(offer)
        places.append(OfferLocation(offer=offer, commune_id=factories.LILLE))
        moves.append(OfferTransition(offer=offer, at=at, from_state="draft", to_state=OfferState.PUBLISHED))
        rehousings.append(
            DeclaredRehousing(
                bailleur=bailleur,
                association=association,
                month=at.date().replace(day=1),
                channel=Channel.INTERPELLATION,
                typology="T3",
                departement="59",
                solution_type="BAIL_DIRECT",
                number=number + 1,
                state=DeclaredState.CONFIRMED,
                declared_for=bailleur.organisation,
                declared_at=at,
                answer_by=at.date(),
                answered_at=at,
            )
        )
    Offer.objects.bulk_create(offers)
    OfferLocation.objects.bulk_create(places)
    OfferTransition.objects.bulk_create(moves)
    DeclaredRehousing.objects.bulk_create(rehousings)


def _days(convention: Convention, bailleurs: list[Bailleur], years: int) -> Iterator[tuple[Bailleur, int, datetime]]:
    first = datetime.combine(convention.starts_on, time(9), PARIS)
    for bailleur in bailleurs:
        for year in range(years):
            for turn in range(2):
                yield bailleur, turn, first + timedelta(days=365 * year + 40 * (turn + 1))
