"""A rare card says less, rung by rung, until five households share it; still rare, it does not go."""

from dataclasses import asdict, fields, replace

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Membership
from common.housing import SolutionType, Typology
from matching.ladder import DROPPED, ENOUGH, LandlordCard, Need, Rung, card_of, generalise
from tests import factories
from tests.personas import SignIn

NORD = frozenset({"59"})
USUAL = Need(3, ("T3", "T4"), ("59",), ("BAIL_DIRECT",), 62_000, step_free=False)


def alike(number: int, **changed: object) -> list[Need]:
    return [replace(USUAL, **changed)] * number  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("others", "rung"),
    [
        (alike(4), Rung.WHOLE),
        (alike(4, step_free=True), Rung.NO_STEP_FREE),
        (alike(4, rent_ceiling_cents=72_000), Rung.WIDE_RENT),
        (alike(4, people=4), Rung.WIDE_SIZE),
        (alike(4, people=4, typologies=("T2",)), None),
        (alike(3), None),
    ],
)
def test_it_stops_at_the_first_rung_that_five_share(others: list[Need], rung: Rung | None) -> None:
    found = generalise(USUAL, [USUAL, *others], NORD)

    assert (found.card is None) == (rung is None)
    if rung is not None:
        assert found.rung == rung
        assert found.households >= ENOUGH
        assert found.dropped == tuple(words for one, words in DROPPED.items() if one <= rung)


def test_the_last_rungs_are_typology_then_region() -> None:
    large = replace(USUAL, people=6, typologies=("T5",))
    larger = replace(large, typologies=("T6",))
    assert generalise(large, [large, *[larger] * 4], NORD).rung == Rung.WIDE_TYPOLOGY
    elsewhere = replace(large, departements=("62",))
    both = frozenset({"59", "62"})
    found = generalise(large, [large, *[elsewhere] * 4], both)
    assert found.rung == Rung.REGIONS
    assert found.card is not None
    assert found.card.places == ("Hauts-de-France",)


def test_a_landlord_reads_the_departements_that_it_serves_alone() -> None:
    need = replace(USUAL, departements=("59", "62", "75"))

    assert card_of(need, NORD, Rung.WHOLE).places == ("Nord (59)",)


def test_a_rent_is_never_said_higher_than_she_can_pay() -> None:
    for cents, said in ((62_000, "600"), (64_999, "600"), (65_000, "650"), (4_999, "50")):
        assert said in card_of(replace(USUAL, rent_ceiling_cents=cents), NORD, Rung.WHOLE).rent
    assert card_of(replace(USUAL, rent_ceiling_cents=79_900), NORD, Rung.WIDE_RENT).rent == "jusqu’à 600 €"


needs = st.builds(
    Need,
    people=st.integers(1, 9),
    typologies=st.sets(st.sampled_from(Typology.values), min_size=1, max_size=3).map(tuple),
    departements=st.sets(st.sampled_from(["59", "62", "80", "75"]), min_size=1).map(tuple),
    solution_types=st.sets(st.sampled_from(SolutionType.values), max_size=2).map(tuple),
    rent_ceiling_cents=st.none() | st.integers(30_000, 90_000),
    step_free=st.booleans(),
)


@given(needs, st.lists(needs, max_size=40))
def test_whoever_reads_a_card_has_five_households_before_her(need: Need, others: list[Need]) -> None:
    """Counted by brute force on the words of the card; and each rung says no more than the one before."""
    served = frozenset({"59", "62", "80"})
    population = [need, *others]

    found = generalise(need, population, served)

    if found.card is not None:
        assert sum(asdict(card_of(one, served, found.rung)) == asdict(found.card) for one in population) >= ENOUGH
    crowds = [sum(card_of(one, served, rung) == card_of(need, served, rung) for one in population) for rung in Rung]
    assert crowds == sorted(crowds)


def test_the_card_is_a_whitelist() -> None:
    assert [field.name for field in fields(LandlordCard)] == [
        "size",
        "typology",
        "solutions",
        "places",
        "rent",
        "step_free",
    ]


@pytest.mark.django_db
def test_the_referente_sees_it_as_it_would_go_and_what_was_dropped(
    caseworker: Membership, other_caseworker: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42", rent_ceiling_cents=62_000)
    address = reverse("matching:anonymous_card", args=[household.id])
    client = sign_in(caseworker)
    assert "Demandez à la fédération" in client.get(address).content.decode()
    for number in range(4):
        factories.HouseholdFactory(member=other_caseworker, code=f"Pinson {number}", rent_ceiling_cents=71_000)

    page = strip_tags(client.get(address).content.decode())

    assert "jusqu’à 600 €" in page
    assert "le loyer, par tranche de 200 €" in page
    assert "le besoin de plain-pied" in page
    assert "la taille, en trois groupes" not in page
    for hidden in ("Mésange", "Pinson", "Association B"):
        assert hidden not in page


@pytest.mark.django_db
def test_made_up_households_do_not_tell_whether_a_real_one_exists_elsewhere(
    caseworker: Membership, colleague: Membership, other_caseworker: Membership, sign_in: SignIn
) -> None:
    """A caseworker describes her prey four times, and reads the card of one of them before and after it is there."""
    prey = {"typologies": ["T6"], "departements": ["48"], "step_free": True, "children": {"3-5": 6}}
    mine = [factories.HouseholdFactory(member=one, **prey) for one in (caseworker, caseworker, colleague, colleague)]
    address = reverse("matching:anonymous_card", args=[mine[0].id])
    before = strip_tags(sign_in(caseworker).get(address).content.decode())

    factories.HouseholdFactory(member=other_caseworker, **prey)

    assert strip_tags(sign_in(caseworker).get(address).content.decode()) == before
    assert "Demandez à la fédération" in before
