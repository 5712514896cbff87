"""A household's category and its income ceilings.

Source: arrêté of 29 July 1987 relating to the ceilings of resources, as amended (values of 2026: arrêté of 19 December
2025); Code de la construction et de l'habitation, R441-1 and L621-2 for who counts. PLS is 130 % of PLUS.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from associations.contents import HouseholdFile
from associations.models.ceiling import EXTRA, IncomeCeiling
from common.housing import Financing
from territories.ceiling_zones import CeilingZone, zones_of_departement

LAST_CATEGORY = 6
ZONE_LABELS = {
    CeilingZone.PARIS_AND_ADJOINING: "Paris et communes limitrophes",
    CeilingZone.ILE_DE_FRANCE_OTHER: "Île-de-France, hors Paris et limitrophes",
    CeilingZone.OTHER_REGIONS: "Autres régions",
}
# The ceiling of a product is that of the loan behind it; PLI and other products have none here.
CEILING_OF: dict[str, Financing] = {
    Financing.PLAI: Financing.PLAI,
    Financing.PLAI_ADAPTE: Financing.PLAI,
    Financing.PLUS: Financing.PLUS,
    Financing.PLS: Financing.PLS,
}


def category(*, adults: int, dependants: int, disabled: bool = False) -> int:
    """The category of a household, from 1; above 6 each unit adds one "further person".

    The largest of: the number of persons; dependants + 2 for an adult alone with them (a lone mother with one child is
    category 3); persons + 1 when one holds a CMI « invalidité ». They are not added up. An unborn child counts in the
    typology and the surface, not here. Raises ValueError without an adult.
    """
    if adults < 1 or dependants < 0:
        raise ValueError("a household has at least one adult")
    persons = adults + dependants
    alone = dependants + 2 if adults == 1 and dependants else 0
    return max(persons, alone, persons + 1 if disabled else 0)


@dataclass(frozen=True)
class CeilingTable:
    """The ceilings of one year, in whole euros a year, by (financing, zone, category)."""

    year: int
    euros: dict[tuple[str, str, int], int]

    @classmethod
    def of(cls, rows: Iterable[IncomeCeiling]) -> "CeilingTable | None":
        """The table of the rows of one year; None when there are none."""
        rows = list(rows)
        if not rows:
            return None
        return cls(rows[0].year, {(row.financing, row.zone, row.category): row.euros for row in rows})

    def ceiling(self, financing: str, zone: CeilingZone | None, household_category: int) -> int | None:
        """The ceiling in euros a year; None where there is none (PLI, overseas, or a figure not entered)."""
        loan = CEILING_OF.get(financing)
        if loan is None or zone is None:
            return None
        base = self.euros.get((loan, zone, min(household_category, LAST_CATEGORY)))
        if base is None or household_category <= LAST_CATEGORY:
            return base
        extra = self.euros.get((loan, zone, EXTRA))
        return None if extra is None else base + extra * (household_category - LAST_CATEGORY)


@dataclass(frozen=True)
class Ceiling:
    """A ceiling in whole euros a year, None when not available; `within` is None while the income is not known."""

    financing: str
    euros: int | None
    within: bool | None


@dataclass(frozen=True)
class ZoneCeilings:
    """A household's ceilings in one zone, by product."""

    zone: str
    ceilings: tuple[Ceiling, ...]


@dataclass(frozen=True)
class HouseholdCeilings:
    """What a household's page says: `unavailable` when one of its départements has ceilings that we do not hold."""

    year: int
    category: int
    why: str
    zones: tuple[ZoneCeilings, ...]
    unavailable: bool


def ceilings_of(
    file: HouseholdFile, departements: Iterable[str], table: CeilingTable | None
) -> HouseholdCeilings | None:
    """The category and the ceilings of a household where it wants to live; None while no table is known."""
    if table is None:
        return None
    household_category = category_of(file)
    by_departement = [zones_of_departement(code) for code in departements]
    wanted = frozenset[CeilingZone]().union(*by_departement)
    loans = (Financing.PLAI, Financing.PLUS, Financing.PLS)
    zones = tuple(
        ZoneCeilings(
            ZONE_LABELS[zone],
            tuple(_ceiling(table, loan, zone, household_category, file.means.rfr_euros) for loan in loans),
        )
        for zone in CeilingZone
        if zone in wanted
    )
    return HouseholdCeilings(
        year=table.year,
        category=household_category,
        why=_why(file),
        zones=zones,
        unavailable=not all(by_departement),
    )


def _ceiling(
    table: CeilingTable, loan: Financing, zone: CeilingZone, household_category: int, income: int | None
) -> Ceiling:
    euros = table.ceiling(loan, zone, household_category)
    return Ceiling(str(loan.label), euros, None if income is None or euros is None else income <= euros)


def category_of(file: HouseholdFile) -> int:
    """The category of a household as its file describes it, the unborn counted as settings.UNBORN_IN_CATEGORY says."""
    dependants = sum(file.children.values()) + (file.unborn if settings.UNBORN_IN_CATEGORY else 0)
    return category(adults=file.adults, dependants=dependants, disabled=file.means.disability)


def eligible_financings(file: HouseholdFile, table: CeilingTable | None) -> list[str]:
    """ "zone:financing" wherever the income does not exceed the ceiling, or either is not known: never too few."""
    income = file.means.rfr_euros
    household_category = category_of(file)

    def within(financing: str, zone: CeilingZone) -> bool:
        ceiling = table.ceiling(financing, zone, household_category) if table else None
        return income is None or ceiling is None or income <= ceiling

    return [f"{zone}:{financing}" for zone in CeilingZone for financing in Financing if within(financing, zone)]


def _why(file: HouseholdFile) -> str:
    """The rule that decided, in words."""
    dependants = sum(file.children.values())
    if file.adults == 1 and dependants:  # never less than what a CMI alone would give
        return "Une personne seule avec des enfants compte deux catégories de plus que le nombre d’enfants."
    if file.means.disability:
        return "Le nombre de personnes, une catégorie de plus pour la CMI « invalidité »."
    return "La catégorie est le nombre de personnes."
