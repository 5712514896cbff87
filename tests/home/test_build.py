"""The fictitious world of a day: complete, coherent, always the same. No database here."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from home.demonstration.build import Demonstration, TooEarly, build
from home.demonstration.places import DEPARTEMENTS, populations
from home.demonstration.save import digest
from home.demonstration.timeline import FIRST_POSSIBLE_DAY
from matching.models import CandidatureState
from offers.models import OfferState

DAY = date(2026, 11, 23)
DAYS = [
    FIRST_POSSIBLE_DAY,
    date(2025, 1, 1),
    DAY,
    date(2026, 5, 8),
    date(2027, 4, 17),
    date(2028, 2, 29),
    *(date(2026, 12, 1) + timedelta(days=days) for days in range(7)),
]


@cache
def world_of(day: date) -> Demonstration:
    return build(day)


class TestBuild:
    def test_the_same_day_gives_the_same_world(self) -> None:
        assert digest(build(DAY)) == digest(build(DAY))

    def test_another_day_gives_another_world(self) -> None:
        assert digest(build(DAY)) != digest(build(DAY + timedelta(days=1)))

    def test_a_day_too_early_is_refused(self) -> None:
        with pytest.raises(TooEarly):
            build(FIRST_POSSIBLE_DAY - timedelta(days=1))

    @pytest.mark.parametrize("day", DAYS, ids=str)
    def test_every_day_tells_a_whole_story(self, day: date) -> None:
        world = world_of(day)
        open_now = [dwelling for dwelling in world.dwellings if dwelling.offer.listed]

        assert len(world.dwellings) == 300
        assert Counter(need.household.status for need in world.needs) == {"active": 60, "housed": 200}
        assert len(open_now) == 60
        assert sum(dwelling.departement == "59" for dwelling in open_now) > 20
        assert {dwelling.casting.bailleur for dwelling in world.dwellings} == {
            bailleur.organisation.name for bailleur in world.people.bailleurs
        }
        # What is kept for a need is kept by the actions themselves, once the world is saved.
        built = set(OfferState.values) - {OfferState.RESERVED}
        assert {dwelling.offer.state for dwelling in world.dwellings} == built

    @pytest.mark.parametrize("day", DAYS, ids=str)
    def test_nothing_lies_before_the_renewal_nor_ahead(self, day: date) -> None:
        world = world_of(day)
        renewed_on = date(2024, 4, 17)
        moments: list[datetime | None] = [
            *(row.at for row in world.requests.transitions),
            *(row.at for dwelling in world.dwellings for row in dwelling.transitions),
            *(dwelling.offer.created_at for dwelling in world.dwellings),
            *(dwelling.offer.published_at for dwelling in world.dwellings),
            *(dwelling.offer.ended_at for dwelling in world.dwellings),
        ]
        days = [moment.date() for moment in moments if moment] + [need.household.created_on for need in world.needs]

        assert min(days) >= renewed_on
        # The nightly release of this very day, at 03:00, is the latest thing that happened.
        assert max(days) <= day
        running = [row for row in world.agreements.conventions if row.starts_on <= day <= row.ends_on]
        assert [row.note for row in running] == ["hypothèse de démonstration"]

    @pytest.mark.parametrize("day", DAYS, ids=str)
    def test_what_was_asked_for_fits_and_follows_in_time(self, day: date) -> None:
        world = world_of(day)
        needs = {need.household.id: need for need in world.needs}
        dwellings = {dwelling.offer.id: dwelling for dwelling in world.dwellings}
        moves: dict[object, list[tuple[datetime, str, str]]] = {}
        for row in world.requests.transitions:
            moves.setdefault(row.candidature_id, []).append((row.at, row.from_state, row.to_state))
        for candidature in world.requests.candidatures:
            need, dwelling = needs[candidature.household_id], dwellings[candidature.offer_id]
            assert need.fits(dwelling.offer.typology, dwelling.departement)
            published_at = dwelling.dates.published_at
            assert published_at is not None
            assert published_at <= candidature.requested_at
            told = moves[candidature.id]
            assert [at for at, _, _ in told] == sorted(at for at, _, _ in told)
            assert told[0][0] == candidature.requested_at
            assert [origin for _, origin, _ in told] == ["", *(target for _, _, target in told[:-1])]
            assert told[-1][2] == candidature.state

    @pytest.mark.parametrize("day", DAYS, ids=str)
    def test_the_personas_have_something_to_do(self, day: date) -> None:
        world = world_of(day)
        for caseworker in world.requests.played:
            states = Counter(row.state for row in world.requests.candidatures if row.household.referente is caseworker)
            assert states[CandidatureState.REQUESTED] >= 3
            assert states[CandidatureState.TRANSMITTED] >= 1
        transmitted = Counter(
            row.offer.bailleur.organisation.name
            for row in world.requests.candidatures
            if row.state == CandidatureState.TRANSMITTED
        )
        assert transmitted["Vilogia"] >= 3
        assert transmitted["Partenord"] >= 2
        drafts = Counter(row.casting.bailleur for row in world.dwellings if row.offer.state == OfferState.DRAFT)
        assert drafts["Vilogia"] >= 1

    def test_dwellings_stand_in_proportion_to_population(self) -> None:
        counts = Counter(dwelling.departement for dwelling in world_of(DAY).dwellings)
        people = populations()
        for code in DEPARTEMENTS:
            assert counts[code] == pytest.approx(300 * people[code] / sum(people.values()), abs=4)
