"""Income ceilings: the figures of the arrêtés, categories, and a new year entered by the federation."""

import csv
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Membership
from associations.actions import derive_eligibility, enter_ceilings
from associations.ceilings import CeilingTable, category
from associations.contents import Means
from associations.models import IncomeCeiling
from associations.models.ceiling import EXTRA
from common.housing import Financing
from territories.ceiling_zones import CeilingZone, paris_and_adjoining, zone_of, zones_of_departement
from territories.communes import DATA
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

with (DATA / "income-ceilings.csv").open(encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines))
PARIS, IDF, OTHER = CeilingZone.PARIS_AND_ADJOINING, CeilingZone.ILE_DE_FRANCE_OTHER, CeilingZone.OTHER_REGIONS


@pytest.fixture
def loaded(db: None) -> None:
    call_command("load_ceilings", verbosity=0)


def table(year: int) -> CeilingTable:
    found = CeilingTable.of(IncomeCeiling.objects.in_force(year).order_by("id"))
    assert found
    return found


def test_every_row_of_the_file_is_the_ceiling_of_its_category(loaded: None) -> None:
    assert len(ROWS) == 315
    tables = {year: table(year) for year in range(2022, 2027)}
    for row in ROWS:
        known, zone = tables[int(row["year"])], CeilingZone(row["zone"])
        if row["category"] == "extra":
            seventh = known.ceiling(row["financing"], zone, 7)
            sixth = known.ceiling(row["financing"], zone, 6)
            assert seventh is not None
            assert sixth is not None
            assert seventh - sixth == int(row["ceiling_eur"])
        else:
            assert known.ceiling(row["financing"], zone, int(row["category"])) == int(row["ceiling_eur"])


def test_loading_twice_changes_nothing(loaded: None) -> None:
    call_command("load_ceilings", verbosity=0)

    assert IncomeCeiling.objects.count() == 315


# (children, alone, with a second adult, alone with a CMI « invalidité », both)
CATEGORIES = [
    (0, 1, 2, 2, 3),
    (1, 3, 3, 3, 4),
    (2, 4, 4, 4, 5),
    (3, 5, 5, 5, 6),
    (4, 6, 6, 6, 7),
    (5, 7, 7, 7, 8),
    (6, 8, 8, 8, 9),
]


@pytest.mark.parametrize(("children", "alone", "couple", "alone_disabled", "couple_disabled"), CATEGORIES)
def test_category(children: int, alone: int, couple: int, alone_disabled: int, couple_disabled: int) -> None:
    assert category(adults=1, dependants=children) == alone
    assert category(adults=2, dependants=children) == couple
    assert category(adults=1, dependants=children, disabled=True) == alone_disabled
    assert category(adults=2, dependants=children, disabled=True) == couple_disabled


# PLUS 2026 in other regions, as the arrêté of 19 December 2025 prints it; above 6 each further person adds 6,710.
PLUS_2026 = {1: 23_403, 2: 31_254, 3: 37_584, 4: 45_374, 5: 53_376, 6: 60_156, 7: 66_866, 8: 73_576, 9: 80_286}


@pytest.mark.parametrize(("household_category", "euros"), PLUS_2026.items())
def test_ceiling_of_each_category(household_category: int, euros: int, loaded: None) -> None:
    assert table(2026).ceiling(Financing.PLUS, OTHER, household_category) == euros


def test_products_without_ceiling_and_overseas(loaded: None) -> None:
    known = table(2026)

    assert known.ceiling(Financing.PLI, OTHER, 3) is None
    assert known.ceiling(Financing.PLAI, None, 3) is None
    assert known.ceiling(Financing.PLAI_ADAPTE, OTHER, 3) == known.ceiling(Financing.PLAI, OTHER, 3)


def test_the_last_year_known_holds_until_the_next(loaded: None) -> None:
    assert table(2031).year == 2026
    assert CeilingTable.of(IncomeCeiling.objects.in_force(2021)) is None


@pytest.mark.parametrize(
    ("commune", "zone"),
    [
        ("75056", PARIS), ("75111", PARIS), ("93048", PARIS), ("92012", PARIS), ("78646", IDF), ("95500", IDF),
        ("59350", OTHER), ("2A004", OTHER), ("97411", None), ("00000", None),
    ],
)  # fmt: skip
def test_zone_of_a_commune(commune: str, zone: CeilingZone | None) -> None:
    assert zone_of(commune) is zone


def test_zones_of_a_departement() -> None:
    assert zones_of_departement("59") == {OTHER}
    assert zones_of_departement("75") == {PARIS}
    assert zones_of_departement("94") == {PARIS, IDF}
    assert zones_of_departement("974") == set()
    assert len([code for code in paris_and_adjoining() if not code.startswith("75")]) == 29


def year_form(year: int, change: dict[str, str] | None = None) -> dict[str, Any]:
    """The figures of 2026 and 10 % more, posted for another year."""
    known = {
        (row["financing"], row["zone"], row["category"]): int(row["ceiling_eur"])
        for row in ROWS
        if row["year"] == "2026"
    }
    data = {
        f"{financing}_{zone}_{EXTRA if number == 'extra' else number}": str(round(euros * 1.1))
        for (financing, zone, number), euros in known.items()
        if financing != "PLS"
    }
    return {**data, "year": str(year), "source": "Arrêté du 18 décembre 2026", **(change or {})}


def test_the_federation_enters_2027_without_a_release(
    loaded: None, federation_member: Membership, sign_in: SignIn
) -> None:
    response = sign_in(federation_member).post("/plafonds/", year_form(timezone.localdate().year + 1))

    assert response.status_code == 302
    entered = table(timezone.localdate().year + 1)
    assert entered.ceiling(Financing.PLUS, OTHER, 1) == round(23_403 * 1.1)
    assert entered.ceiling(Financing.PLS, OTHER, 1) == 33_466  # 130 % of 25,743 is 33,465.9
    assert table(2026).ceiling(Financing.PLUS, OTHER, 1) == 23_403


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"PLUS_other_regions_2": "100"}, "vérifiez ce chiffre"),
        ({"PLUS_other_regions_2": "-5"}, "supérieure ou égale à 1"),
        ({"PLUS_other_regions_2": "abc"}, "nombre entier"),
        ({"PLAI_other_regions_7": ""}, "obligatoire"),
        ({"year": "2999"}, "Au plus l’année prochaine"),
        ({"source": "x" * 20_000}, "120"),
    ],
)
def test_a_figure_without_sense_is_said_and_nothing_is_lost(
    change: dict[str, str], message: str, loaded: None, federation_member: Membership, sign_in: SignIn
) -> None:
    response = sign_in(federation_member).post("/plafonds/", year_form(timezone.localdate().year + 1, change))

    assert response.status_code == 422
    assert message in response.content.decode()
    assert 'value="25743"' in response.content.decode()
    assert IncomeCeiling.objects.count() == 315


def test_nobody_else_enters_ceilings(
    caseworker: Membership, agent: Membership, partner: Membership, sign_in: SignIn
) -> None:
    for member in (caseworker, agent, partner):
        assert sign_in(member).get("/plafonds/").status_code == 404


def test_a_household_reads_its_category_and_ceilings(loaded: None, caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(
        member=caseworker, adults=1, children={"3-5": 1}, departements=["59", "974"]
    )

    html = sign_in(caseworker).get(f"/menages/{household.id}/").content.decode()

    assert "Catégorie 3" in html
    assert "37\u202f584" in html
    assert "plafond non disponible" in html


def test_a_new_year_is_derived_for_every_household_still_looking(
    caseworker: Membership, federation_member: Membership
) -> None:
    """An income over the PLAI ceiling of category 4 reaches it again when that ceiling rises."""
    call_command("load_ceilings")
    household = factories.HouseholdFactory(member=caseworker, file={"means": Means(rfr_euros=25_500)})
    year = timezone.localdate().year
    assert derive_eligibility() == 1
    household.refresh_from_db()
    assert "other_regions:PLAI" not in household.eligible_financings
    rows = IncomeCeiling.objects.in_force(year).exclude(financing=Financing.PLS)
    figures = {(Financing(row.financing), CeilingZone(row.zone), row.category): row.euros + 1_000 for row in rows}

    enter_ceilings(year=year, figures=figures, source="arrêté à venir", by=federation_member)

    household.refresh_from_db()
    assert "other_regions:PLAI" in household.eligible_financings
    assert derive_eligibility() == 0
