"""The communes of France in the memory of each process: position, neighbours, and what a typed name may mean.

The same box serves a dwelling's address and the places a household stays away from, so nothing typed in it may reach
SQL: everything here is answered from `territories/data/`, loaded once at first need.
"""

from __future__ import annotations

import csv
import gzip
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from territories.distance import Site, kilometres, same_commune, whole_commune
from territories.records import CommuneRecord
from territories.search import MAX_SUGGESTIONS, CommuneSearch

__all__ = ["DATA", "CommuneIndex", "CommuneRecord", "index"]

DATA: Final = Path(__file__).resolve().parent / "data"


class CommuneIndex:
    """Look-ups among communes. Build it by `index()`, which keeps one for the process."""

    def __init__(self, records: list[CommuneRecord]) -> None:
        self._by_code = {record.code: record for record in records}
        self._with_position = [
            (record, record.lat, record.lon, record.radius_km)
            for record in records
            if record.lat is not None
            and record.lon is not None
            and record.radius_km is not None
            and not record.is_arrondissement
        ]

    @cached_property
    def _search(self) -> CommuneSearch:
        """Made at the first typed name: the processes that only look up codes do not pay for it."""
        return CommuneSearch(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> CommuneRecord | None:
        """The commune of this INSEE code, None when there is none."""
        return self._by_code.get(code)

    def all(self) -> list[CommuneRecord]:
        """Every commune and arrondissement, by code."""
        return list(self._by_code.values())

    def search(self, text: str, limit: int = MAX_SUGGESTIONS) -> list[CommuneRecord]:
        """At most `limit` communes for what is being typed: exact, prefix, words, then slips; larger first."""
        return self._search.suggest(text, limit)

    def resolve(self, text: str) -> CommuneRecord | list[CommuneRecord]:
        """The one commune that a finished text names, or the candidates to choose from (none when nothing is near).

        Understands "Lille", "lille (59)", "59000 Lille" and "59000". Never guesses between namesakes.
        """
        found = self._search.named(text)
        return found[0] if len(found) == 1 else (found or self._search.suggest(text))

    def site(self, code: str) -> Site:
        """The site of a commune. Raises KeyError for an unknown code."""
        return self._by_code[code].site

    def contains(self, code: str, lat: float, lon: float) -> bool:
        """True when a point in degrees may lie in this commune: within its radius of its centre.

        True as well for a commune without a position, which can refute nothing. Raises KeyError for an unknown code.
        """
        position = self._by_code[code].position
        return position is None or kilometres(lat, lon, position.lat, position.lon) <= position.precision_km

    def neighbours(self, code: str) -> list[CommuneRecord]:
        """The communes whose circles touch this one's, nearest centre first; none without a position or a known code.

        Arrondissements are never among them, their whole city is; no city is among those of its arrondissements.
        """
        commune = self._by_code.get(code)
        centre = commune.position if commune else None
        if centre is None:
            return []
        touching = []
        for record, lat, lon, radius_km in self._with_position:
            reach = centre.precision_km + radius_km
            # A degree of latitude is never under 111 km: most of the country is set aside without trigonometry.
            if abs(lat - centre.lat) * 111 > reach or same_commune(record.code, code):
                continue
            distance = kilometres(centre.lat, centre.lon, lat, lon)
            if distance <= reach:
                touching.append((distance, record.code, record))
        return [record for _, _, record in sorted(touching)]


_COLUMNS: Final = (
    "code",
    "name",
    "kind",
    "departement",
    "region",
    "population",
    "postal_codes",
    "lat",
    "lon",
    "radius_km",
)


@lru_cache(maxsize=1)
def index() -> CommuneIndex:
    """The index of this process, loaded from `communes-2026.csv.gz` at the first call (a fraction of a second)."""
    return CommuneIndex(_read(DATA / "communes-2026.csv.gz"))


def _read(path: Path) -> list[CommuneRecord]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        columns = next(rows)
        wanted = [columns.index(column) for column in _COLUMNS]
        return [_record([row[column] for column in wanted]) for row in rows]


def _record(values: list[str]) -> CommuneRecord:
    code, name, kind, departement, region, population, postal_codes, lat, lon, radius_km = values
    return CommuneRecord(
        code=code,
        name=name,
        kind=kind,
        departement=departement,
        region=region,
        population=int(population or 0),
        postal_codes=tuple(postal_codes.split()),
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        radius_km=float(radius_km) if radius_km else None,
        whole=whole_commune(code),
    )
