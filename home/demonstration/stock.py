"""Dwellings of the demonstration: an offer, where it stands, what happened to it. Rows not saved yet."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import Organisation, Role, User
from common.working_days import add_working_days
from home.demonstration.casting import Casting, Fate
from home.demonstration.draws import new_id, weighted
from home.demonstration.dwellings import draw_facts
from home.demonstration.people import People
from home.demonstration.places import draw_place, towns
from home.demonstration.timeline import Dates
from offers.models import Offer, OfferLocation, OfferState, OfferTransition, WithdrawalReason

LARGE_TOWN = 20_000  # inhabitants
STATES = {
    Fate.OPEN: OfferState.PUBLISHED,
    Fate.WITHDRAWN: OfferState.WITHDRAWN,
    Fate.DRAFT: OfferState.DRAFT,
}
REASONS = (WithdrawalReason.LET_ELSEWHERE, WithdrawalReason.WORKS, WithdrawalReason.TENANT_STAYS)
# What an agent had not typed yet when it left a draft.
LEFT_EMPTY: tuple[dict[str, object], ...] = (
    {"rent_cents": None, "charges_cents": None},
    {"surface_m2": None, "dpe": ""},
    {"available_on": None},
    {},
)


@dataclass
class Dwelling:
    casting: Casting
    dates: Dates
    offer: Offer
    location: OfferLocation
    agent: User
    transitions: list[OfferTransition] = field(default_factory=list)

    @property
    def departement(self) -> str:
        return self.casting.departement


class Stock:
    """Makes dwellings whose references never repeat within a landlord."""

    def __init__(self, rng: Random, people: People, today: date) -> None:
        self.rng = rng
        self.people = people
        self.today = today
        self._numbers: dict[str, int] = {}

    def draw(self, casting: Casting, dates: Dates, suits: frozenset[str] = frozenset()) -> Dwelling:
        """A dwelling of that casting; `suits`: typologies among which its own must be, any when empty."""
        rng = self.rng
        commune = weighted(rng, towns(casting.departement))
        available_from = (dates.closes_at or dates.created_at).date() + timedelta(days=12)
        while True:
            facts = draw_facts(rng, available_from=available_from, in_large_town=commune.population > LARGE_TOWN)
            if not suits or facts["typology"] in suits:
                break
        offer = Offer(
            id=new_id(rng),
            bailleur=self.people.bailleur_of(casting.bailleur),
            reference=self._reference(casting),
            state=self._state(casting.fate, dates),
            listed=casting.fate is Fate.OPEN,
            closes_at=dates.closes_at,
            caleol_on=add_working_days(dates.closes_at.date(), 7) if dates.closes_at and rng.random() < 0.5 else None,
            created_at=dates.created_at,
            published_at=dates.published_at,
            ended_at=dates.ended_at,
            **facts,
        )
        place = draw_place(rng, commune, floor=facts["floor"], with_door=rng.random() < 0.6)
        location = OfferLocation(
            offer=offer,
            commune_id=commune.code,
            quarter=place.quarter,
            residence=place.residence,
            address=place.address,
            door=place.door,
            lat=place.lat,
            lon=place.lon,
        )
        if casting.fate is Fate.DRAFT:
            for name, value in rng.choice(LEFT_EMPTY).items():
                setattr(offer, name, value)
        if casting.fate is Fate.WITHDRAWN:
            offer.withdrawal_reason = rng.choice(REASONS)
        agents = self.people.of(casting.bailleur, Role.BAILLEUR_AGENT, Role.BAILLEUR_MANAGER)
        dwelling = Dwelling(casting, dates, offer, location, agents[0])
        self._tell(dwelling)
        return dwelling

    def _state(self, fate: Fate, dates: Dates) -> OfferState:
        if fate is Fate.TRANSMITTED and dates.closes_at and dates.closes_at.date() >= self.today:
            return OfferState.PUBLISHED
        return STATES.get(fate, OfferState.CLOSED)

    def _reference(self, casting: Casting) -> str:
        number = self._numbers.get(casting.bailleur, 1_000) + self.rng.randrange(1, 40)
        self._numbers[casting.bailleur] = number
        return f"{casting.departement}-{number:05}"

    def _tell(self, dwelling: Dwelling) -> None:
        """The moves of the offer, each by whoever made it; the closing is the platform's."""
        offer, dates, agent = dwelling.offer, dwelling.dates, dwelling.agent
        organisation = offer.bailleur.organisation
        moves: list[tuple[datetime, str, str, User | None, Organisation | None]] = []
        if dates.published_at:
            moves.append((dates.published_at, OfferState.DRAFT, OfferState.PUBLISHED, agent, organisation))
        if dates.withdrawn_at:
            moves.append((dates.withdrawn_at, OfferState.PUBLISHED, OfferState.WITHDRAWN, agent, organisation))
        elif dates.closes_at and offer.state == OfferState.CLOSED:
            moves.append((dates.closes_at, OfferState.PUBLISHED, OfferState.CLOSED, None, None))
        dwelling.transitions = [
            OfferTransition(
                offer=offer,
                at=at,
                from_state=origin,
                to_state=target,
                by=by,
                organisation=house,
                reason=offer.withdrawal_reason if target == OfferState.WITHDRAWN else "",
            )
            for at, origin, target, by, house in moves
        ]
