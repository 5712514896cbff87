"""Dwellings: references put once or again, reserved, prolonged, closed, withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Organisation
from common.housing import Contingent, Financing, SolutionType, Typology
from offers.models import Offer, OfferLocation, OfferState, OfferTransition
from tests.reporting.histories.draws import COMMUNES, LAST, PARIS
from tests.reporting.histories.rows import Rows


@dataclass
class Dwellings:
    rows: Rows

    def dwellings(self, chains: int = 170) -> None:
        for number in range(chains):
            landlord = self.rows.draw.rng.choice(self.rows.landlords)
            self._chain(landlord, f"UG-{number:04}")

    def _chain(self, landlord: Organisation, reference: str) -> None:
        """A reference put once, or again and again after a withdrawal, or a tenant."""
        rng = self.rows.draw.rng
        start = self.rows.draw.moment()
        typology = rng.choice(Typology.values[2:5])
        departement = rng.choice((0, 0, 1, 1, 2, 3))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            offer = self._offer(landlord, reference, typology)
            self.rows.places.append(
                OfferLocation(offer=offer, commune_id=COMMUNES[departement] if self.rows.draw.maybe(0.97) else None)
            )
            end = self._story(offer, start)
            if end is None:
                return
            offer.ended_at = end
            start = self._again(offer, end)
            if start.date() > LAST:
                return

    def _again(self, before: Offer, end: datetime) -> datetime:
        """When the reference is put again: a year after it was, to a day, now and then."""
        draw = self.rows.draw
        if before.published_at is not None and draw.maybe(0.4):
            day = before.published_at.astimezone(PARIS).date()
            anniversary = draw.on(day + timedelta(days=365 + draw.rng.choice((-20, -1, 0, 0, 1, 1, 2))))
            if anniversary > end:
                return anniversary
        return draw.after(end, draw.rng.choice((3, 200, 500)))

    def _offer(self, landlord: Organisation, reference: str, typology: str) -> Offer:
        rng = self.rows.draw.rng
        offer = Offer(
            id=self.rows.draw.id(),
            bailleur_id=landlord.id,
            reference=reference,
            typology=typology,
            surface_m2=Decimal("60.0"),
            floor=1,
            financing=rng.choice(Financing.values[:3]),
            contingent=rng.choice(Contingent.values[:3]),
            solution_type=rng.choice(
                (*[SolutionType.DIRECT_LEASE] * 3, SolutionType.GLISSANT_LEASE, SolutionType.ALT)
            ),
            rent_cents=40_000,
            charges_cents=5_000,
            available_on=LAST,
            closes_at=self.rows.draw.on(LAST),
        )
        self.rows.offers.append(offer)
        return offer

    def _story(self, offer: Offer, start: datetime) -> datetime | None:
        """Its moves; when it ended, None while it did not."""
        rng, at = self.rows.draw.rng, start
        if self.rows.draw.maybe(0.15):
            at = self._move(offer, OfferState.RESERVED, at)
            if self.rows.draw.maybe(0.5):
                return self._withdrawn(offer, at) if self.rows.draw.maybe(0.4) else None
            at = self._move(offer, OfferState.DRAFT, at)
        if self.rows.draw.maybe(0.05):
            return None
        offer.published_at = at
        at = self._move(offer, OfferState.PUBLISHED, at)
        if self.rows.draw.maybe(0.2):
            at = self._move(offer, OfferState.PUBLISHED, at)
        if self.rows.draw.maybe(0.25):
            return self._withdrawn(offer, at)
        if self.rows.draw.maybe(0.1):
            return None
        at = self._move(offer, OfferState.CLOSED, at)
        if self.rows.draw.maybe(0.2):
            at = self._move(offer, OfferState.PUBLISHED, at)
            at = self._move(offer, OfferState.CLOSED, at)
        if self.rows.draw.maybe(0.15):
            return self._withdrawn(offer, at)
        return self.rows.draw.after(at, 90) if rng.random() < 0.4 else None

    def _withdrawn(self, offer: Offer, at: datetime) -> datetime:
        self._move(offer, OfferState.WITHDRAWN, at)
        return at

    def _move(self, offer: Offer, to: OfferState, at: datetime) -> datetime:
        before = offer.state if offer.state != OfferState.DRAFT or offer.published_at else OfferState.DRAFT
        offer.state = to
        self.rows.moves.append(OfferTransition(offer=offer, at=at, from_state=before, to_state=to))
        return self.rows.draw.after(at)
