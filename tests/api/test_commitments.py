"""A landlord's commitments and results for its software: its own, exactly, and nobody else's."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Scope
from bailleurs.models import Bailleur
from conventions.models import Channel, Convention, Unit
from home.api_page import openapi
from tests import factories
from tests.api.parts import Software
from tests.home.conventions import TODAY, commit, make_convention
from tests.home.pages import put, rehouse

pytestmark = pytest.mark.django_db
COMMITMENTS, RESULTS = "/api/v1/engagements/", "/api/v1/resultats/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def convention(bailleur: Bailleur, other_bailleur: Bailleur) -> Convention:
    """27 together; of A 6, and 4 that is not retained; of B 11. A puts two dwellings and rehouses one household."""
    region = factories.commune().departement.region  # type: ignore[union-attr]
    convention = make_convention(region, bailleur, other_bailleur)  # type: ignore[arg-type]
    commit(convention, 27)
    commit(convention, 6, bailleur.organisation, source="lettre")
    commit(convention, 4, bailleur.organisation, retained=False, why="", source="presse")
    commit(convention, 3, bailleur.organisation, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS, source="lettre")
    commit(convention, 11, other_bailleur.organisation)
    for days in (1, 2):
        put(bailleur, TODAY - timedelta(days=days))
    put(other_bailleur)
    rehouse(bailleur, date(2023, 5, 1), 1)
    rehouse(other_bailleur, date(2023, 5, 1), 8)
    return convention


def test_its_own_commitments_retained_or_not(convention: Convention, software: Software) -> None:
    found = software.get(COMMITMENTS).json()
    assert [(one["voie"], one["quantite"], one["retenu"], one["source"]) for one in found] == [
        ("interpellation", 3, True, "lettre"),
        ("platform", 4, False, "presse"),
        ("platform", 6, True, "lettre"),
    ]
    assert found[2] == {
        "convention": str(convention.id),
        "convention_nom": "Convention A",
        "voie": "platform",
        "unite": "logements",
        "debut": "2021-03-25",
        "fin": "2024-03-24",
        "quantite": 6,
        "source": "lettre",
        "retenu": True,
    }


def test_its_results_exactly(convention: Convention, software: Software, other_software: Software) -> None:
    found = software.get(RESULTS).json()
    assert [one["annee"] for one in found] == [3, 2, 1]
    assert found[0] == {
        "convention": str(convention.id),
        "convention_nom": "Convention A",
        "annee": 3,
        "debut": "2023-03-25",
        "fin": "2024-03-24",
        "terminee": False,
        "engagement": 6,
        "attendu": 6 * 235 // 366,
        "logements": 2,
        "relogements_plateforme": 0,
        "relogements_sur_demande": 1,
    }
    theirs = other_software.get(RESULTS).json()[0]
    assert (theirs["engagement"], theirs["logements"], theirs["relogements_sur_demande"]) == (11, 1, 8)


def test_what_its_description_says(convention: Convention, software: Software) -> None:
    components = openapi()["components"]
    for name, address in (("Commitment", COMMITMENTS), ("Year", RESULTS)):
        told = software.get(address).json()
        assert told
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        for one in told:
            assert set(one) == set(components["schemas"][name]["properties"])
            Draft202012Validator(schema).validate(one)


def test_a_part_of_the_collective_commitment(convention: Convention, bailleur: Bailleur, software: Software) -> None:
    bailleur.organisation.commitment_set.all().delete()
    assert software.get(COMMITMENTS).json() == []
    assert {one["engagement"] for one in software.get(RESULTS).json()} == {None}


def test_with_its_scope_alone(convention: Convention, bailleur_manager: Membership) -> None:
    reads = Software(bailleur_manager, [Scope.READ_DWELLINGS, Scope.READ_REHOUSINGS])
    for address in (COMMITMENTS, RESULTS):
        assert reads.get(address).status_code == 403


def test_budget(convention: Convention, software: Software, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    software.get(RESULTS)  # its use is noted, to the minute
    # Token and client, when it was last used; its commitments with their conventions.
    with django_assert_num_queries(3):
        software.get(COMMITMENTS)
    # The same; conventions signed that run; of this one commitments, dwellings, rehousings.
    with django_assert_num_queries(6):
        software.get(RESULTS)
