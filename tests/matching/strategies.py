"""Households and dwellings drawn at random, from so few values that many pairs suit, or nearly."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from associations.contents import AvoidedZone, Means, VisitedPlace
from common.housing import AgeBand, Financing, SolutionType
from matching.criteria.facts import Checked, Cover, DwellingFacts, HouseholdFacts
from territories.ceiling_zones import CeilingZone
from tests.matching.facts import (
    DUNKERQUE,
    GRANDE_SYNTHE,
    LENS,
    LILLE,
    ROUBAIX,
    TODAY,
    dwelling,
    file,
    household,
    place,
)

# In Paris and around it the ceilings are others; 974 has none; 80 is of the région of 59 and 62.
COMMUNES = {LILLE: "59", ROUBAIX: "59", GRANDE_SYNTHE: "59", LENS: "62", "80021": "80", "75111": "75", "97411": "974"}
TYPOLOGIES = ("T2", "T3", "T4")
SOLUTIONS = (SolutionType.DIRECT_LEASE, SolutionType.GLISSANT_LEASE, SolutionType.SUBLEASE)
FINANCINGS = (Financing.PLAI, Financing.PLUS)
LANDLORDS = [UUID(int=number) for number in (7, 8)]


def subsets(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=least)


@st.composite
def dwellings(draw: st.DrawFn) -> DwellingFacts:
    commune = draw(st.sampled_from(list(COMMUNES)))
    door = draw(st.booleans()) and commune == LILLE
    return dwelling(
        id=draw(st.uuids()),
        bailleur=draw(st.sampled_from(LANDLORDS)),
        typology=draw(st.sampled_from(TYPOLOGIES)),
        commune=commune,
        departement=COMMUNES[commune],
        lat=50.63 + draw(st.integers(-9, 9)) / 100 if door else None,
        lon=3.05 + draw(st.integers(-9, 9)) / 100 if door else None,
        solution=draw(st.sampled_from(SOLUTIONS)),
        financing=draw(st.sampled_from(FINANCINGS)),
        surface_m2=draw(st.sampled_from((None, Decimal("15.5"), Decimal(25), Decimal(43), Decimal(80)))),
        rent_cents=draw(st.sampled_from((400_00, 555_10, 612_40, 650_00, 651_00, 779_99, 900_00))),
        step_free=draw(st.booleans()),
        available_on=TODAY + timedelta(days=draw(st.integers(-10, 200))),
    )


@st.composite
def households(draw: st.DrawFn, known: tuple[DwellingFacts, ...] = ()) -> HouseholdFacts:
    """`known`: dwellings whose place she may have looked at."""
    checked = {one.id: Checked(draw(st.booleans()), one.position) for one in known if draw(st.integers(0, 4)) == 0}
    zones = tuple(CeilingZone)
    pairs = tuple(f"{zone}:{financing}" for zone in zones for financing in FINANCINGS)
    return household(
        id=draw(st.uuids()),
        typologies=draw(subsets(TYPOLOGIES, 1)),
        departements=draw(subsets(tuple(sorted(set(COMMUNES.values()))), 1)),
        solution_types=draw(subsets(SOLUTIONS)),
        rent_ceiling_cents=draw(st.sampled_from((None, 500_00, 612_40, 650_00, 800_00))),
        step_free=draw(st.integers(0, 3)) == 0,
        eligible_financings=draw(st.one_of(st.just(frozenset(pairs)), subsets(pairs))),
        registrations=draw(st.sampled_from(((), (Cover("59", TODAY),)))),
        checked=checked,
        zones=draw(st.lists(avoided(), max_size=2).map(tuple)),
        file=file(
            children=draw(st.dictionaries(st.sampled_from(list(AgeBand)), st.integers(1, 3), max_size=3)),
            unborn=draw(st.integers(0, 1)),
            communes_refused=draw(st.one_of(st.just(()), st.tuples(st.sampled_from(list(COMMUNES))))),
            communes_wanted=draw(st.one_of(st.just(()), st.tuples(st.sampled_from(list(COMMUNES))))),
            excluded_organisations=draw(st.sampled_from(((), (), (str(LANDLORDS[0]),)))),
            means=Means(resources_cents=draw(st.sampled_from((None, 900_00, 1_700_00)))),
            places=draw(st.sampled_from(((), (VisitedPlace("travail", place(LILLE), 2, 10),)))),
        ),
    )


@st.composite
def avoided(draw: st.DrawFn) -> AvoidedZone:
    """A radius around a commune, or a list of communes."""
    if draw(st.booleans()):
        return AvoidedZone(
            place=place(draw(st.sampled_from((LILLE, ROUBAIX, DUNKERQUE, LENS)))),
            radius_km=draw(st.sampled_from((1, 3, 5, 10, 30))),
        )
    return AvoidedZone(communes=(draw(st.sampled_from(list(COMMUNES))),))


def several(most: int) -> st.SearchStrategy[list[DwellingFacts]]:
    """Dwellings, each once."""
    return st.lists(dwellings(), max_size=most, unique_by=lambda one: one.id)
