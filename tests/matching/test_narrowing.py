"""SQL only drops pairs that `assess` sets aside, and a board read through it is the board of all dwellings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from associations.models import Household
from matching.board import board, sort_out
from matching.criteria import DwellingFacts, HouseholdFacts, State, assess, state_of
from matching.household_facts import facts_of
from matching.narrowing import households_for, light, offers_for, open_for_any
from offers.models import Offer, OfferLocation, OfferState
from tests import factories
from tests.matching.facts import TODAY
from tests.matching.strategies import COMMUNES, households, several

pytestmark = pytest.mark.django_db
few = settings(max_examples=1_500 if os.environ.get("FULL_COUNTS") else 40)
worlds = st.tuples(st.lists(households(), min_size=1, max_size=6, unique_by=lambda one: one.id), several(12))
World = tuple[list[HouseholdFacts], list[DwellingFacts]]


@pytest.fixture(autouse=True)
def _communes(caseworker: Membership) -> None:
    for code in COMMUNES:
        factories.commune(code)
    for number in (7, 8):
        factories.BailleurFactory(pk=factories.OrganisationFactory(id=f"{number:032x}", kind="bailleur").pk)


@contextmanager
def written(world: World) -> Iterator[None]:
    """The clear columns of a world in the database, for the time of one example."""
    found, offers = world
    member = Membership.objects.select_related("organisation__association").get()
    with transaction.atomic():
        Household.objects.bulk_create(
            Household(
                id=one.id,
                association=member.organisation.association,
                referente=member.user,
                code_index=one.id.bytes,
                people=one.file.people,
                typologies=sorted(one.typologies),
                departements=sorted(one.departements),
                solution_types=sorted(one.solution_types),
                rent_ceiling_cents=one.rent_ceiling_cents,
                step_free=one.step_free,
                eligible_financings=sorted(one.eligible_financings),
                created_on=TODAY,
            )
            for one in found
        )
        Offer.objects.bulk_create(
            Offer(
                id=one.id,
                bailleur_id=one.bailleur,
                reference=f"UG-{number}",
                state=OfferState.DRAFT,  # which alone may lack a surface
                typology=one.typology,
                solution_type=one.solution,
                financing=one.financing,
                surface_m2=one.surface_m2,
                rent_cents=one.rent_cents,
                charges_cents=0,
                step_free=one.step_free,
                available_on=one.available_on,
                closes_at=timezone.now() + timedelta(days=3),
            )
            for number, one in enumerate(offers)
        )
        OfferLocation.objects.bulk_create(
            OfferLocation(offer_id=one.id, commune_id=one.commune, lat=one.lat, lon=one.lon) for one in offers
        )
        yield
        transaction.set_rollback(True)


@few
@given(worlds)
def test_no_dwelling_that_may_suit_is_dropped(world: World) -> None:
    with written(world):
        rows = light(Offer.objects.all())
        for household in world[0]:
            kept = set(offers_for(Offer.objects.all(), household, TODAY).values_list("id", flat=True))
            for dwelling in rows:
                assert dwelling.id in kept or not assess(household, dwelling, TODAY).is_open


@few
@given(worlds)
def test_no_household_that_it_may_suit_is_dropped(world: World) -> None:
    with written(world):
        for dwelling in light(Offer.objects.all()):
            kept = set(households_for(Household.objects.all(), dwelling, TODAY).values_list("id", flat=True))
            for household in world[0]:
                assert household.id in kept or not assess(household, dwelling, TODAY).is_open


@few
@given(worlds)
def test_a_board_read_through_sql_is_the_board_of_all_dwellings(world: World) -> None:
    with written(world):
        rows = light(Offer.objects.all())
        for household in world[0]:
            there = household.departements | household.reachable
            expected = sort_out(household, [one for one in rows if one.departement in there], today=TODAY)
            assert board(household, Offer.objects.all(), today=TODAY) == expected


@few
@given(worlds)
def test_what_is_open_for_many_is_what_is_open_for_each(world: World) -> None:
    with written(world):
        rows = light(Offer.objects.all())
        found = open_for_any(Offer.objects.all(), world[0], TODAY)
        for household in world[0]:
            expected = {one.id for one in rows if assess(household, one, TODAY).is_open}
            assert {one.id for one in found[household.id]} == expected


def test_each_household_is_assessed_against_what_it_may_want_alone(
    caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A référente's home opens fifty files: against all that any of them may want, it took a second."""
    lille, lens = factories.OfferFactory(), factories.OfferFactory(location__commune="62498", typology="T2")
    one = factories.HouseholdFactory(member=caseworker, departements=["59"], typologies=["T3"])
    other = factories.HouseholdFactory(member=caseworker, departements=["62"], typologies=["T2"])
    facts = facts_of([one, other])
    assessed = []

    def counted(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> State:
        assessed.append((household.id, dwelling.id))
        return state_of(household, dwelling, today)

    monkeypatch.setattr("matching.narrowing.state_of", counted)
    open_for_any(Offer.objects.open_at(timezone.now()), facts.values(), timezone.localdate())

    assert sorted(assessed) == sorted([(one.id, lille.id), (other.id, lens.id)])


def test_what_is_read_is_what_was_written() -> None:
    """The columns of LIGHT stand in the order of DwellingFacts."""
    offer = factories.OfferFactory(
        heating_cost_cents=70_00, water_cost_cents=30_00, location__lat=50.6, location__lon=3.1
    )
    (read,) = light(Offer.objects.filter(id=offer.id))
    assert read == DwellingFacts(
        id=offer.id,
        bailleur=offer.bailleur_id,
        typology="T3",
        departement="59",
        commune="59350",
        lat=50.6,
        lon=3.1,
        solution="BAIL_DIRECT",
        financing="PLAI",
        surface_m2=offer.surface_m2,
        rent_cents=53_000,
        heating_cents=70_00,
        water_cents=30_00,
        step_free=offer.step_free,
        available_on=offer.available_on,
        max_effort_percent=offer.bailleur.max_effort_percent,
        closes_at=offer.closes_at,
        published_at=offer.published_at,
        reference=offer.reference,
    )
