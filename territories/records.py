"""What is kept in memory of each commune."""

from __future__ import annotations

from dataclasses import dataclass

from territories.distance import Position, Site


@dataclass(frozen=True, slots=True)
class CommuneRecord:
    """One commune or arrondissement (COG 1 January 2026).

    `lat` and `lon` are degrees (WGS 84) and `radius_km` bounds how far any point of the commune lies from them; all
    three are None for the few overseas communes without a position. `whole` is the code of an arrondissement's city,
    of itself for any other.
    """

    code: str
    name: str
    kind: str
    departement: str
    region: str
    population: int
    postal_codes: tuple[str, ...]
    lat: float | None
    lon: float | None
    radius_km: float | None
    whole: str

    @property
    def label(self) -> str:
        """How it is shown and typed back: "Lille (59)". No two communes share a label."""
        return f"{self.name} ({self.departement})"

    @property
    def is_arrondissement(self) -> bool:
        return self.whole != self.code

    @property
    def position(self) -> Position | None:
        """Its centre, with its radius as precision."""
        if self.lat is None or self.lon is None or self.radius_km is None:
            return None
        return Position(self.lat, self.lon, self.radius_km)

    @property
    def site(self) -> Site:
        """What is known of a dwelling or a place of which only the commune is known."""
        return Site(self.position, self.code, door=False)
