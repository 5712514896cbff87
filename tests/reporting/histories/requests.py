"""Requests, and what becomes of each."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Organisation
from common.housing import SolutionType
from conventions.models import Channel
from matching.models import (
    Candidature,
    CandidatureState,
    CandidatureTransition,
    Decision,
    Side,
    SlidingEvent,
    SlidingLease,
)
from matching.models.candidature import REFUSING
from matching.models.sliding_lease import SlidingEnd, SlidingMove
from matching.reasons import SharedReason
from offers.models import Offer, OfferState
from tests.reporting.histories.draws import COMMUNES, DEPARTEMENTS
from tests.reporting.histories.rows import Rows

DEPARTEMENT_OF = dict(zip(COMMUNES, DEPARTEMENTS, strict=True))


@dataclass
class Requests:
    rows: Rows

    def requests(self) -> None:
        shown: dict[uuid.UUID, datetime] = {}
        for move in self.rows.moves:
            if move.to_state in (OfferState.PUBLISHED, OfferState.RESERVED):
                shown.setdefault(move.offer_id, move.at)
        for offer in self.rows.offers:
            if offer.id not in shown:
                continue
            winner = self.rows.draw.maybe(0.6)
            for _ in range(self.rows.draw.rng.choice((0, 1, 2, 3, 5))):
                winner = not self._request(offer, self.rows.draw.after(shown[offer.id], 10), winner) and winner

    def _request(self, offer: Offer, at: datetime, may_win: bool) -> bool:
        """Whether its household has the dwelling."""
        rng, draw = self.rows.draw.rng, self.rows.draw
        household = rng.choice(self.rows.files) if self.rows.files and draw.maybe(0.15) else None
        if household and any(
            one.household_id == household.id and one.offer_id == offer.id for one in self.rows.candidatures
        ):
            household = None
        association = rng.choice(self.rows.associations)
        candidature = Candidature(
            id=draw.id(),
            household=household,
            offer=offer,
            requested_by=self.rows.user,
            state=CandidatureState.PREPARED,
        )
        self.rows.candidatures.append(candidature)
        story = Story(self.rows, candidature, association, may_win and household is None)
        story.tell(at)
        return candidature.state in (CandidatureState.ACCEPTED, CandidatureState.LEASED, CandidatureState.HOUSED)


@dataclass
class Story:
    """What becomes of one request."""

    rows: Rows
    candidature: Candidature
    association: Organisation
    may_win: bool
    children: int = 0
    origin: str = ""

    def __post_init__(self) -> None:
        rng = self.rows.draw.rng
        self.children, self.origin = rng.randrange(5), rng.choice((*DEPARTEMENTS, "", "59"))

    def tell(self, at: datetime) -> None:
        draw, candidature = self.rows.draw, self.candidature
        if draw.maybe(0.15):
            at = self._move(CandidatureState.PREPARED, Side.ASSOCIATION, at)
            if draw.maybe(0.3):
                return
        candidature.requested_at = at
        at = self._move(CandidatureState.REQUESTED, Side.ASSOCIATION, at)
        if draw.maybe(0.2):  # held, then complete
            at = self._move(CandidatureState.HELD, Side.SYSTEM, at)
            if draw.maybe(0.3):
                self._move(CandidatureState.LAPSED, Side.SYSTEM, at, "dossier_incomplet")
                return
            at = self._move(CandidatureState.REQUESTED, Side.ASSOCIATION, at)
        if draw.maybe(0.2):
            self._move(CandidatureState.NOT_SHORTLISTED, Side.FEDERATION, at)
            return
        candidature.transmitted_at = at
        at = self._move(CandidatureState.TRANSMITTED, Side.FEDERATION, at)
        if draw.maybe(0.2):
            at = self._move(CandidatureState.FILE_INCOMPLETE, Side.BAILLEUR, at)
            at = self._move(CandidatureState.TRANSMITTED, Side.ASSOCIATION, at)
        if draw.maybe(0.1):
            return
        if self.may_win and draw.maybe(0.1):  # as the demonstration tells it: from the transmission to the keys
            candidature.entered_on = draw.before(at)
            candidature.lease_signed_on = candidature.entered_on if draw.maybe(0.7) else None
            self._move(CandidatureState.HOUSED, Side.BAILLEUR, at)
            return
        self._committee(at)

    def _committee(self, at: datetime) -> None:
        draw, candidature = self.rows.draw, self.candidature
        for _ in range(draw.rng.choice((1, 1, 1, 2))):  # a second time, corrected
            candidature.decided_on, candidature.decision = draw.before(at), draw.rng.choice(Decision.values)
            at = self._move(CandidatureState.DECIDED, Side.BAILLEUR, at)
        if candidature.decision in REFUSING:
            return
        for _ in range(draw.rng.choice((1, 1, 2))):
            candidature.notified_on = draw.before(at) if draw.maybe(0.9) else None
            at = self._move(CandidatureState.OFFER_NOTIFIED, Side.BAILLEUR, at)
        if draw.maybe(0.1):  # cancelled, and taken back within half a minute
            self._move(CandidatureState.CANCELLED, Side.ASSOCIATION, at)
            undone = at + timedelta(seconds=20)
            self._move(CandidatureState.OFFER_NOTIFIED, Side.ASSOCIATION, undone, "geste_repris")
            at = draw.after(undone)
        self._answer(at)

    def _answer(self, at: datetime) -> None:
        draw = self.rows.draw
        if self.may_win and draw.maybe(0.7):
            at = self._move(CandidatureState.ACCEPTED, Side.ASSOCIATION, at)
            if draw.maybe(0.15):
                self._move(CandidatureState.CANCELLED, Side.BAILLEUR, at, SharedReason.UNSUITABLE)
                return
            self._keys(at)
            return
        if draw.maybe(0.2):
            at = self._move(CandidatureState.SUSPENDED, Side.SYSTEM, at)
        end = draw.rng.choice(("refused", "lapsed", "cancelled", "retracted", ""))
        if end == "refused":
            self._move(CandidatureState.REFUSED, Side.ASSOCIATION, at, draw.rng.choice(SharedReason.values))
        elif end == "lapsed":
            self._move(CandidatureState.LAPSED, Side.SYSTEM, at, SharedReason.NO_ANSWER)
        elif end == "cancelled":
            self._move(CandidatureState.CANCELLED, Side.ASSOCIATION, at, draw.rng.choice(SharedReason.values))
        elif end == "retracted":
            self._move(CandidatureState.CANCELLED, Side.BAILLEUR, at, SharedReason.UNSUITABLE)

    def _keys(self, at: datetime) -> None:
        draw, candidature = self.rows.draw, self.candidature
        if draw.maybe(0.85):
            candidature.lease_signed_on = draw.before(at)
            at = self._move(CandidatureState.LEASED, Side.BAILLEUR, at)
        if draw.maybe(0.15):
            return
        candidature.entered_on = draw.before(at, 45) if draw.maybe(0.9) else None
        self._move(CandidatureState.HOUSED, Side.BAILLEUR, at)
        if candidature.offer.solution_type == SolutionType.GLISSANT_LEASE:
            self._glissant(candidature.entered_on or at.date(), at)

    def _glissant(self, on: date, at: datetime) -> None:
        draw = self.rows.draw
        lease = SlidingLease(id=draw.id(), candidature=self.candidature, started_on=on)
        self.rows.leases.append(lease)
        told = [(SlidingMove.STARTED, "", on, at)]
        at = draw.after(at, 180)
        told.append((SlidingMove.REVIEWED, "", draw.before(at), at))
        if draw.maybe(0.7):
            lease.end, lease.ended_on = draw.rng.choice(SlidingEnd.values), draw.before(at)
            told.append((SlidingMove.ENDED, lease.end, lease.ended_on, at))
        by = {"by": self.rows.user, "organisation": self.association}
        self.rows.lease_events += [
            SlidingEvent(lease=lease, at=known, on=day, move=move, end=end, **by) for move, end, day, known in told
        ]

    def _move(self, to: CandidatureState, side: Side, at: datetime, reason: str = "") -> datetime:
        candidature, rows = self.candidature, self.rows
        offer = candidature.offer
        organisation = {Side.ASSOCIATION: self.association, Side.BAILLEUR: rows.landlords[0]}.get(side)
        if to == CandidatureState.REQUESTED and self.rows.draw.maybe(0.2):
            organisation = None  # the platform, for it
        place = next(one for one in rows.places if one.offer_id == offer.id)
        rows.steps.append(
            CandidatureTransition(
                candidature=candidature,
                at=at,
                from_state="" if at == candidature.requested_at else candidature.state,
                to_state=to,
                by=rows.user if organisation else None,
                organisation=organisation,
                side=side,
                reason=str(reason),
                women=1,
                children=self.children,
                typology=offer.typology,
                channel=Channel.PLATFORM if offer.published_at else Channel.INTERPELLATION,
                departement=DEPARTEMENT_OF.get(place.commune_id or "", ""),
                departement_of_origin=self.origin,
                household_ref=candidature.household_id or rows.draw.id(),
            )
        )
        candidature.state = to
        return rows.draw.after(at)
