"""Who requests which dwelling, and what becomes of each request. Rows not saved yet."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from accounts.demonstration.personas import FEDERATION
from accounts.models import Organisation, Role, User
from home.demonstration.casting import Fate
from home.demonstration.committee_path import Step, to_a_refusal, to_the_keys
from home.demonstration.draws import new_id
from home.demonstration.needs import DrawnNeed
from home.demonstration.people import People
from home.demonstration.stock import Dwelling
from home.demonstration.workdays import PARIS, release_after
from matching.clocks import FILE_WORKING_DAYS, RANKING_WORKING_DAYS, in_working_days
from matching.models import Candidature, CandidatureState, CandidatureTransition, DwellingAgent, Side
from matching.models.candidature import ENDED_STATES, REFERENCE_ALPHABET

NOTES = ("", "", "", "", "", "Visite possible dès cette semaine.", "Dossier complet.", "Accompagnement en place.")
MOST_ACTIVE_REQUESTS = 4  # of one household
REFUSED_FIRST = 0.45  # share of the requests lost to somebody else that had been notified an offer
FAVOURED = 0.35  # the files of those somebody plays come first this much more often


@dataclass
class Requests:
    rng: Random
    people: People
    today: date
    played: tuple[User, ...]
    # Households of those one plays that ask for nothing: their need goes to landlords by the second channel.
    idle: set[UUID] = field(default_factory=set)
    candidatures: list[Candidature] = field(default_factory=list)
    transitions: list[CandidatureTransition] = field(default_factory=list)
    agents: dict[UUID, DwellingAgent] = field(default_factory=dict)
    _active: dict[object, int] = field(default_factory=dict)
    _references: set[str] = field(default_factory=set)

    def may_ask(self, need: DrawnNeed) -> bool:
        """Whether this household has few enough active requests for another, and is to have any."""
        return need.household.id not in self.idle and self._active.get(need.household.id, 0) < MOST_ACTIVE_REQUESTS

    def wanting(self, dwelling: Dwelling, needs: list[DrawnNeed], wanted: int) -> list[DrawnNeed]:
        """At most `wanted` active needs that the dwelling fits, those of the personas more often."""
        fitting = [
            need
            for need in needs
            if need.fits(dwelling.offer.typology, dwelling.departement)
            and self.may_ask(need)
            and need.household.created_on <= self._last_moment(dwelling).date()
        ]
        keys = {
            need.household.id: self.rng.random() * (FAVOURED if need.household.referente in self.played else 1)
            for need in fitting
        }
        return sorted(fitting, key=lambda need: keys[need.household.id])[:wanted]

    def ask(self, need: DrawnNeed, dwelling: Dwelling) -> Candidature:
        """`need` requests the dwelling and, when its fate says so, the federation transmits."""
        self._active[need.household.id] = self._active.get(need.household.id, 0) + 1
        candidature = self._request(need, dwelling)
        if dwelling.casting.fate is Fate.TRANSMITTED:
            self._transmit(candidature, need, dwelling)
        return candidature

    def house(self, need: DrawnNeed, dwelling: Dwelling) -> None:
        """`need` is housed in the dwelling."""
        candidature = self._request(need, dwelling)
        self._transmit(candidature, need, dwelling)
        keys = _told(dwelling.dates.housed_at)
        for step in to_the_keys(candidature, _told(dwelling.dates.transmitted_at), keys):
            self._step(candidature, need, dwelling, step)
        candidature.lease_signed_on = candidature.lease_signed_on or keys.date()
        candidature.entered_on = keys.date()
        self._move(
            candidature,
            need,
            dwelling,
            at=keys,
            to=CandidatureState.HOUSED,
            by=dwelling.agent,
            side=Side.BAILLEUR,
        )

    def lose(self, need: DrawnNeed, dwelling: Dwelling) -> None:
        """`need` requested the dwelling, which ended without it: the nightly release cancels the request."""
        candidature = self._request(need, dwelling)
        dates = dwelling.dates
        # Drawn from the request's own id: the rest of the demonstration stays what it was.
        stated = Random(candidature.id.int + 1)
        if dates.housed_at and dates.transmitted_at and stated.random() < REFUSED_FIRST:
            self._transmit(candidature, need, dwelling)
            for step in to_a_refusal(stated, candidature, dates.transmitted_at, dates.housed_at):
                self._step(candidature, need, dwelling, step)
            return
        at = release_after(_told(dates.ended_at))
        self._move(candidature, need, dwelling, at=at, to=CandidatureState.CANCELLED, by=None, side=Side.SYSTEM)

    def _step(self, candidature: Candidature, need: DrawnNeed, dwelling: Dwelling, step: Step) -> None:
        by = {Side.BAILLEUR: dwelling.agent, Side.ASSOCIATION: need.household.referente}.get(step.side)
        self._move(candidature, need, dwelling, at=step.at, to=step.to, by=by, side=step.side, reason=step.reason)

    def _last_moment(self, dwelling: Dwelling) -> datetime:
        """Until when the dwelling could be requested, this morning at the latest."""
        dates = dwelling.dates
        midnight = datetime.combine(self.today, time(), PARIS)
        ends = (dates.closes_at, dates.transmitted_at, dates.withdrawn_at, midnight)
        return min(moment for moment in ends if moment is not None)

    def _request(self, need: DrawnNeed, dwelling: Dwelling) -> Candidature:
        household = need.household
        opened = datetime.combine(household.created_on, time(9), PARIS)
        start = max(_told(dwelling.dates.published_at), opened)
        room = max((self._last_moment(dwelling) - start).total_seconds(), 60)
        requested_at = start + timedelta(seconds=int(self.rng.random() * (room - 1)))
        candidature = Candidature(
            id=new_id(self.rng),
            household=household,
            offer=dwelling.offer,
            reference=self._reference(),
            requested_by=household.referente,
            requested_at=requested_at,
            note=self.rng.choice(NOTES),
            due_at=in_working_days(
                max(requested_at, dwelling.dates.closes_at or requested_at), RANKING_WORKING_DAYS, dwelling.departement
            ),
        )
        # Drawn from the request's own id: the rest of the demonstration stays what it was.
        stated = Random(candidature.id.int)
        candidature.danger, candidature.wish = stated.choice((1, 1, 2, 2, 3)), stated.choice((0, 1, 2, 3))
        self.candidatures.append(candidature)
        self._move(
            candidature,
            need,
            dwelling,
            at=requested_at,
            to=CandidatureState.REQUESTED,
            by=household.referente,
            side=Side.ASSOCIATION,
        )
        return candidature

    def _transmit(self, candidature: Candidature, need: DrawnNeed, dwelling: Dwelling) -> None:
        candidature.transmitted_at = _told(dwelling.dates.transmitted_at)
        by = self.people.of(FEDERATION, Role.FEDERATION)[0]
        at, to = candidature.transmitted_at, CandidatureState.TRANSMITTED
        candidature.due_at = in_working_days(at, FILE_WORKING_DAYS, dwelling.departement)
        dwelling.offer.first_transmitted_at = at
        self.agents.setdefault(dwelling.offer.id, DwellingAgent(offer=dwelling.offer, user=dwelling.agent))
        self._move(candidature, need, dwelling, at=at, to=to, by=by, side=Side.FEDERATION)

    def _move(
        self,
        candidature: Candidature,
        need: DrawnNeed,
        dwelling: Dwelling,
        *,
        at: datetime,
        to: CandidatureState,
        by: User | None,
        side: Side,
        reason: str = "",
    ) -> None:
        first = to is CandidatureState.REQUESTED
        self.transitions.append(
            CandidatureTransition(
                candidature=candidature,
                at=at,
                from_state="" if first else candidature.state,
                to_state=to,
                by=by,
                organisation=self._house_of(by),
                side=side,
                reason=reason,
                women=1,
                children=need.children,
                typology=dwelling.offer.typology,
                departement=dwelling.departement,
                departement_of_origin=need.file.departement,
                household_ref=need.household.id,
            )
        )
        candidature.state = to
        if to in ENDED_STATES:
            candidature.due_at = None

    def _house_of(self, user: User | None) -> Organisation | None:
        return next((row.organisation for row in self.people.memberships if row.user is user), None)

    def _reference(self) -> str:
        while (reference := "".join(self.rng.choices(REFERENCE_ALPHABET, k=7))) in self._references:
            pass
        self._references.add(reference)
        return reference


def _told(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("this did not happen to the dwelling")
    return moment
