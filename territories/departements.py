"""Names of départements and régions by code, in the memory of each process (overseas included)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A région or an overseas collectivity; `zone` is "metro", "drom" or "com"."""

    code: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class DepartementRecord:
    """A département or an overseas collectivity, with the code of its région."""

    code: str
    name: str
    region: str
    zone: str

    @property
    def label(self) -> str:
        """How it is shown: "Nord (59)"."""
        return f"{self.name} ({self.code})"


@lru_cache(maxsize=1)
def regions() -> dict[str, RegionRecord]:
    """Régions by code, in the order of the file."""
    with (DATA / "regions-2026.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: RegionRecord(row["code"], row["name"], row["zone"]) for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def departements() -> dict[str, DepartementRecord]:
    """Départements by code, in the order of the file."""
    with (DATA / "departements-2026.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: DepartementRecord(row["code"], row["name"], row["region"], row["zone"])
            for row in csv.DictReader(lines)
        }


def departements_of(region: str) -> list[DepartementRecord]:
    """The départements of a région, by code; none for an unknown région."""
    return sorted((one for one in departements().values() if one.region == region), key=lambda one: one.code)
