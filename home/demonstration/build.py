"""The whole world of a day, in memory. Nothing here reads or writes a database."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import Role
from associations.models import HouseholdStatus
from home.demonstration.agreements import Agreements, build_agreements
from home.demonstration.casting import Fate, cast
from home.demonstration.follow_up import FollowUp, build_follow_up
from home.demonstration.needs import CodeBag, DrawnNeed, draw_need
from home.demonstration.people import ASSOCIATIONS, CASELOADS, People, build_people
from home.demonstration.requests import Requests
from home.demonstration.stock import Dwelling, Stock
from home.demonstration.timeline import FIRST_POSSIBLE_DAY, Dates, draw_dates, first_day

LONGEST_WAIT_DAYS = 240
LOST_REQUESTS = 0.45  # share of the dwellings that end for which somebody else had asked too
IDLE_OF_EACH = 3  # households of each référente one plays, that ask for no dwelling
REQUESTED_WHILE_OPEN = 0.5  # share of the dwellings open today that were asked for already


class TooEarly(Exception):
    """The day leaves no room for a story under the renewal."""


@dataclass
class Demonstration:
    """Rows not saved yet. The same day always gives the same ones."""

    day: date
    people: People
    agreements: Agreements
    requests: Requests
    follow_up: FollowUp
    dwellings: list[Dwelling] = field(default_factory=list)
    needs: list[DrawnNeed] = field(default_factory=list)


def build(day: date) -> Demonstration:
    """The demonstration of a day. Raises TooEarly."""
    if day < FIRST_POSSIBLE_DAY:
        raise TooEarly(f"The demonstration starts on {FIRST_POSSIBLE_DAY} at the earliest.")
    rng = Random(f"passlogement {day.isoformat()}")
    people = build_people(rng)
    agreements = build_agreements(rng, day, people.organisations)
    played = tuple(people.of(name, Role.CASEWORKER)[0] for name in ("Solfa", "Louise Michel"))
    requests = Requests(rng, people, day, played)
    world = Demonstration(day, people, agreements, requests, build_follow_up(day, people, agreements))
    bags = {name: CodeBag(rng) for name in ASSOCIATIONS}
    world.needs = _active_needs(rng, people, bags, day)
    for referente in played:
        theirs = [need for need in world.needs if need.household.referente is referente]
        # Those most like others: a rare household has no card (matching.ladder).
        theirs.sort(key=lambda need: (abs(need.household.people - 2.5), "59" not in need.household.departements))
        world.requests.idle |= {need.household.id for need in theirs[:IDLE_OF_EACH]}
    _tell_stories(rng, world, bags)
    return world


def _active_needs(rng: Random, people: People, bags: dict[str, CodeBag], day: date) -> list[DrawnNeed]:
    """Those in search today: each caseworker's, the départements of her association in turn."""
    longest = min(LONGEST_WAIT_DAYS, (day - first_day(day)).days)
    needs = []
    for name, loads in CASELOADS.items():
        served = ASSOCIATIONS[name]
        for referente, load in zip(people.of(name, Role.CASEWORKER), loads, strict=True):
            needs += [
                draw_need(
                    rng,
                    codes=bags[name],
                    association=people.association_of(name),
                    referente=referente,
                    # The last of a long list has just come; the others have waited longer than any dwelling here.
                    created_on=day
                    - timedelta(days=rng.randrange(1, 9) if number == load - 1 >= 5 else rng.randrange(40, longest)),
                    served=served,
                    departement=served[number % len(served)],
                )
                for number in range(load)
            ]
    return needs


def _tell_stories(rng: Random, world: Demonstration, bags: dict[str, CodeBag]) -> None:
    stock = Stock(rng, world.people, world.day)
    active = list(world.needs)
    for casting in cast(rng):
        dates = draw_dates(rng, casting.fate, world.day)
        suits: frozenset[str] = frozenset()
        if casting.fate in {Fate.AWAITING, Fate.TRANSMITTED}:
            # Somebody asked for it: it suits one of those in search, one of a persona's if it may.
            suits = _typologies_sought(world, active, casting.departement, dates)
        dwelling = stock.draw(casting, dates, suits)
        world.dwellings.append(dwelling)
        match casting.fate:
            case Fate.HOUSED:
                _house(rng, world, bags, dwelling)
            case Fate.AWAITING | Fate.TRANSMITTED:
                _ask(rng, world, active, dwelling)
            case Fate.OPEN if rng.random() < REQUESTED_WHILE_OPEN:
                _ask(rng, world, active, dwelling)
    _lose(rng, world)


def _typologies_sought(
    world: Demonstration, active: list[DrawnNeed], departement: str, dates: Dates
) -> frozenset[str]:
    published = dates.published_at
    there = [
        need
        for need in active
        if departement in need.household.departements
        and published is not None
        and need.household.created_on <= published.date()
        and world.requests.may_ask(need)
    ]
    theirs = [need for need in there if need.household.referente in world.requests.played]
    return frozenset(world.requests.rng.choice(theirs or there).household.typologies)


def _ask(rng: Random, world: Demonstration, active: list[DrawnNeed], dwelling: Dwelling) -> None:
    for need in world.requests.wanting(dwelling, active, rng.choice((1, 2, 2, 3))):
        world.requests.ask(need, dwelling)


def _house(rng: Random, world: Demonstration, bags: dict[str, CodeBag], dwelling: Dwelling) -> None:
    """A household whose need the dwelling met, of an association that works there."""
    published_at, housed_at = dwelling.dates.published_at, dwelling.dates.housed_at
    if published_at is None or housed_at is None:
        raise ValueError("nobody was housed there")
    name = rng.choice([name for name, served in ASSOCIATIONS.items() if dwelling.departement in served] or ["Havre"])
    waited = rng.randrange(1, 150)
    need = draw_need(
        rng,
        codes=bags[name],
        association=world.people.association_of(name),
        referente=rng.choice(world.people.of(name, Role.CASEWORKER)),
        created_on=max(published_at.date() - timedelta(days=waited), first_day(world.day)),
        served=ASSOCIATIONS[name],
        departement=dwelling.departement,
        typology=dwelling.offer.typology,
    )
    need.household.status = HouseholdStatus.HOUSED
    need.housed_on = housed_at.date()
    world.needs.append(need)
    world.requests.house(need, dwelling)


def _lose(rng: Random, world: Demonstration) -> None:
    """Requests of others on dwellings that ended without them."""
    for dwelling in world.dwellings:
        dates = dwelling.dates
        if dates.published_at is None or dates.ended_at is None or rng.random() > LOST_REQUESTS:
            continue
        published, ended = dates.published_at.date(), dates.ended_at.date()
        others = [
            need
            for need in world.needs
            if need.housed_on is not None
            and need.household.created_on <= published
            and need.housed_on > ended
            and need.fits(dwelling.offer.typology, dwelling.departement)
        ]
        for need in rng.sample(others, min(len(others), rng.choice((1, 1, 2)))):
            world.requests.lose(need, dwelling)
