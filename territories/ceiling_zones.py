"""The three zones of the income ceilings of social housing, by commune.

Source: arrêté of 29 July 1987 (annexes), as amended; "Paris et communes limitrophes" is a list of 30 communes, kept in
data/paris_adjoining.csv. Overseas has ceilings of its own, which the platform does not hold.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import lru_cache
from typing import Final

from territories.communes import DATA, index
from territories.departements import departements, regions

_ILE_DE_FRANCE: Final = "11"


class CeilingZone(StrEnum):
    PARIS_AND_ADJOINING = "paris_and_adjoining"
    ILE_DE_FRANCE_OTHER = "ile_de_france_other"
    OTHER_REGIONS = "other_regions"


@lru_cache(maxsize=1)
def paris_and_adjoining() -> frozenset[str]:
    """INSEE codes of Paris, its arrondissements and the communes that adjoin it."""
    with (DATA / "paris_adjoining.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["code"] for row in csv.DictReader(lines))


def zone_of(commune: str) -> CeilingZone | None:
    """The zone of a commune (INSEE code); None overseas or for an unknown code: « plafond non disponible »."""
    record = index().get(commune)
    if record is None:
        return None
    departement = departements().get(record.departement)
    region = regions().get(departement.region) if departement else None
    if departement is None or region is None or region.zone != "metro":
        return None
    if commune in paris_and_adjoining():
        return CeilingZone.PARIS_AND_ADJOINING
    return CeilingZone.ILE_DE_FRANCE_OTHER if record.region == _ILE_DE_FRANCE else CeilingZone.OTHER_REGIONS


@lru_cache(maxsize=128)
def zones_of_departement(departement: str) -> frozenset[CeilingZone]:
    """The zones that a département's communes are in: two around Paris, none overseas or for an unknown code."""
    communes = (record.code for record in index().all() if record.departement == departement)
    return frozenset(zone for code in communes if (zone := zone_of(code)))
