"""A household's category and its income ceilings.

Source: arrêté of 29 July 1987 relating to the ceilings of resources, as amended (values of 2026: arrêté of 19 December
2025); Code de la construction et de l'habitation, R441-1 and L621-2 for who counts. PLS is 130 % of PLUS.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from associations.files import HouseholdFile
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
class ZoneCeilings:
    """A household's ceilings in one zone, in whole euros a year: (financing, ceiling) by product."""

    zone: str
    ceilings: tuple[tuple[str, int | None], ...]


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
    dependants = sum(file.children.values())
    household_category = category(adults=file.adults, dependants=dependants)
    by_departement = [zones_of_departement(code) for code in departements]
    wanted = frozenset[CeilingZone]().union(*by_departement)
    loans = (Financing.PLAI, Financing.PLUS, Financing.PLS)
    zones = tuple(
        ZoneCeilings(
            ZONE_LABELS[zone],
            tuple((loan.label, table.ceiling(loan, zone, household_category)) for loan in loans),
        )
        for zone in CeilingZone
        if zone in wanted
    )
    return HouseholdCeilings(
        year=table.year,
        category=household_category,
        why=_why(file.adults, dependants),
        zones=zones,
        unavailable=not all(by_departement),
    )


def _why(adults: int, dependants: int) -> str:
    """The rule that decided, in words."""
    if adults == 1 and dependants:
        return "Une personne seule avec des enfants compte deux catégories de plus que le nombre d’enfants."
    return "La catégorie est le nombre de personnes."
