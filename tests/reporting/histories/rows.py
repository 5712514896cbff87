"""The rows of a history, before they are written together."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.models import Membership, Organisation, User
from associations.models import Household, NeedEvent
from conventions.models import Convention
from matching.models import Candidature, CandidatureTransition, SlidingEvent, SlidingLease
from offers.models import Offer, OfferLocation, OfferTransition
from tests.reporting.histories.draws import Draw


@dataclass
class History:
    """`purgeable`: files of real households, by the manager who may erase them."""

    convention: Convention
    region: Any
    purgeable: list[tuple[Household, Membership]] = field(default_factory=list)


@dataclass
class Rows:
    draw: Draw
    user: User
    landlords: list[Organisation]
    associations: list[Organisation]
    history: History
    offers: list[Offer] = field(default_factory=list)
    places: list[OfferLocation] = field(default_factory=list)
    moves: list[OfferTransition] = field(default_factory=list)
    candidatures: list[Candidature] = field(default_factory=list)
    steps: list[CandidatureTransition] = field(default_factory=list)
    leases: list[SlidingLease] = field(default_factory=list)
    lease_events: list[SlidingEvent] = field(default_factory=list)
    events: list[NeedEvent] = field(default_factory=list)
    files: list[Household] = field(default_factory=list)

    def save(self) -> None:
        """Moves in no order: what happened is told by their moments."""
        rng = self.draw.rng
        Offer.objects.bulk_create(self.offers)
        OfferLocation.objects.bulk_create(self.places)
        Candidature.objects.bulk_create(self.candidatures)
        for rows in (self.moves, self.steps, self.lease_events, self.events):
            rng.shuffle(rows)
        OfferTransition.objects.bulk_create(self.moves)
        CandidatureTransition.objects.bulk_create(self.steps)
        SlidingLease.objects.bulk_create(self.leases)
        SlidingEvent.objects.bulk_create(self.lease_events)
        NeedEvent.objects.bulk_create(self.events)
        with connection.cursor() as cursor:  # no autovacuum sees rows that are never committed
            cursor.execute("ANALYZE")
