"""Is a dwelling far enough from the places a household must stay away from?

Pure functions over frozen values: no database, no commune index, no input or output. Distances are great-circle
kilometres on a sphere; every position carries the precision within which the true point lies, because the centre of a
commune alone can never prove that a place is far enough from somebody.

The four verdicts are ordered so that doubt always counts against showing a dwelling. Two rules are stricter than
geometry:

- an arrondissement of Paris, Lyon or Marseille is the same commune as its whole, hence as its sister arrondissements;
- what has no position is inside when the commune is the same or listed, and to be checked otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, ceil, cos, floor, isfinite, pi, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth (IUGG), in km."""

DOOR_PRECISION_KM: Final = 0.75
"""How far, in km, a true door may lie from the centre of its 1 km cell (half diagonal, rounded up)."""

CELL_KM: Final = 1.0
"""Side, in km, of the cells to which doors are snapped."""

MAX_DISTANCE_KM: Final = pi * EARTH_RADIUS_KM
"""Half the circumference of the sphere: no two points are further apart."""

_POLE: Final = 90
_ANTIMERIDIAN: Final = 180
_WHOLE_BY_PREFIX: Final = {"751": "75056", "6938": "69123", "132": "13055"}


class Verdict(StrEnum):
    """What may be said of a dwelling against a zone, the gravest first."""

    INSIDE = "inside"
    PROBABLE = "probable"
    TO_CHECK = "to_check"
    SAFE = "safe"

    @property
    def severity(self) -> int:
        """From 3 (inside) to 0 (safe)."""
        return _SEVERITY[self]

    @property
    def is_shown(self) -> bool:
        """Inside and probable are never shown, and are counted together."""
        return self in (Verdict.TO_CHECK, Verdict.SAFE)


_SEVERITY: Final = {Verdict.INSIDE: 3, Verdict.PROBABLE: 2, Verdict.TO_CHECK: 1, Verdict.SAFE: 0}


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees (WGS 84) and how far, in km, the truth may lie from it.

    Raises ValueError for a value outside the globe or a negative precision: a NaN would compare as "safe" everywhere.
    """

    lat: float
    lon: float
    precision_km: float

    def __post_init__(self) -> None:
        _check_on_globe(self.lat, self.lon)
        if not (isfinite(self.precision_km) and self.precision_km >= 0):
            raise ValueError("precision must be a finite distance, zero or more")


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of where a dwelling or a place stands.

    `commune` is an INSEE code, None for a bare point (typed, set on the map, or abroad). `door` is True when more than
    the commune is known: a snapped door or a point.
    """

    position: Position | None
    commune: str | None
    door: bool


@dataclass(frozen=True, slots=True)
class RadiusZone:
    """All that lies nearer than `radius_km` to a place. Raises ValueError unless 0 < radius_km <= half the Earth."""

    place: Site
    radius_km: float

    def __post_init__(self) -> None:
        if not 0 < self.radius_km <= MAX_DISTANCE_KM:
            raise ValueError("radius must be more than zero and at most half the Earth")


@dataclass(frozen=True, slots=True)
class CommunesZone:
    """A list of communes (INSEE codes). Listing an arrondissement lists its whole city, and the other way round."""

    codes: frozenset[str]
    _wholes: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_wholes", frozenset(map(whole_commune, self.codes)))

    def lists(self, code: str) -> bool:
        """True when this commune, its whole, or one of its arrondissements is in the list."""
        return whole_commune(code) in self._wholes


Zone = RadiusZone | CommunesZone
"""A place with a radius and some communes besides are simply two zones: `worst` takes them all."""


def whole_commune(code: str) -> str:
    """INSEE code of the whole city for an arrondissement of Paris, Lyon or Marseille, the code itself otherwise."""
    return _WHOLE_BY_PREFIX.get(code[:3]) or _WHOLE_BY_PREFIX.get(code[:4]) or code


def same_commune(one: str | None, other: str | None) -> bool:
    """True when both are known and name the same commune, arrondissements counting as their whole."""
    return one is not None and other is not None and whole_commune(one) == whole_commune(other)


def is_named(commune: str | None, code: str) -> bool:
    """Whether a wish for `code` is a wish for this commune: a city names its arrondissements, not one the other."""
    return commune is not None and (
        commune == code or whole_commune(commune) == code or commune == whole_commune(code)
    )


def kilometres(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine: stable for near points)."""
    a_phi, b_phi = radians(a_lat), radians(b_lat)
    half = sin((b_phi - a_phi) / 2) ** 2 + cos(a_phi) * cos(b_phi) * sin(radians(b_lon - a_lon) / 2) ** 2
    # At the antipodes a rounding error may carry `half` past 1.
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def kilometres_between(one: Site, other: Site) -> float | None:
    """Distance in km between the centres of two sites, None when either has no position."""
    if one.position is None or other.position is None:
        return None
    return kilometres(one.position.lat, one.position.lon, other.position.lat, other.position.lon)


def display_km(km: float) -> int:
    """The whole number of km to show ("env. 4 km"): rounded up, never 0. Raises ValueError when negative or NaN."""
    if not (isfinite(km) and km >= 0):
        raise ValueError("a distance is finite, zero or more")
    return max(1, ceil(km - 1e-9))  # 4.0 computed as 4.0000000001 stays 4


def snap_to_cell(lat: float, lon: float) -> tuple[float, float]:
    """Centre, in degrees, of the 1 km cell a door stands in.

    Rows are at most 1 km high; each is cut into a whole number of equal cells at most 1 km wide where widest, so that
    no door is further than DOOR_PRECISION_KM from its centre, overseas as in the north. Snapping a centre gives it
    back. Raises ValueError for a point outside the globe.
    """
    _check_on_globe(lat, lon)
    rows = ceil(pi * EARTH_RADIUS_KM / CELL_KM)
    height = 180 / rows
    row = min(floor((lat + 90) / height), rows - 1)
    south, north = row * height - 90, (row + 1) * height - 90
    widest = 1.0 if south <= 0 <= north else max(cos(radians(south)), cos(radians(north)))
    columns = max(1, ceil(2 * pi * EARTH_RADIUS_KM * widest / CELL_KM))
    width = 360 / columns
    column = min(floor((lon + 180) / width), columns - 1)
    return round((south + north) / 2, 6), round((column + 0.5) * width - 180, 6)


def door_site(lat: float, lon: float, commune: str) -> Site:
    """The site of a dwelling whose door is known, snapped to its cell: all that lists, orders and verdicts may use."""
    snapped_lat, snapped_lon = snap_to_cell(lat, lon)
    return Site(Position(snapped_lat, snapped_lon, DOOR_PRECISION_KM), commune, door=True)


def point_site(lat: float, lon: float, precision_km: float = 0.0) -> Site:
    """The site of a point typed or set on the map, in France or abroad, whose commune is not asked."""
    return Site(Position(lat, lon, precision_km), None, door=True)


def verdict(dwelling: Site, zone: Zone) -> Verdict:
    """What is known of a dwelling against one zone.

    With `distance` between centres and `doubt` the sum of both precisions, in km, the first line that holds:

    - inside: distance + doubt < radius, the same commune with either side known by commune only, or a listed commune;
    - to check: either side has no position;
    - probable: distance < radius;
    - to check: distance - doubt < radius;
    - safe: all the rest.
    """
    if isinstance(zone, CommunesZone):
        return _against_communes(dwelling, zone)
    return _against_radius(dwelling, zone)


def worst(dwelling: Site, zones: Iterable[Zone]) -> Verdict:
    """The gravest verdict of all zones; SAFE when there is none."""
    found = Verdict.SAFE
    for zone in zones:
        current = verdict(dwelling, zone)
        if current is Verdict.INSIDE:
            return current
        if current.severity > found.severity:
            found = current
    return found


def _check_on_globe(lat: float, lon: float) -> None:
    if not (abs(lat) <= _POLE and abs(lon) <= _ANTIMERIDIAN):  # false for NaN as well
        raise ValueError("position outside the globe")


def _against_communes(dwelling: Site, zone: CommunesZone) -> Verdict:
    if not zone.codes:
        return Verdict.SAFE
    if dwelling.commune is None:
        return Verdict.TO_CHECK
    if zone.lists(dwelling.commune):
        return Verdict.INSIDE
    return Verdict.TO_CHECK if dwelling.position is None else Verdict.SAFE


def _against_radius(dwelling: Site, zone: RadiusZone) -> Verdict:
    place, radius = zone.place, zone.radius_km
    here, there = dwelling.position, place.position
    known_by_commune_only = not (dwelling.door and place.door) or here is None or there is None
    if known_by_commune_only and same_commune(dwelling.commune, place.commune):
        return Verdict.INSIDE
    if here is None or there is None:
        return Verdict.TO_CHECK
    distance = kilometres(here.lat, here.lon, there.lat, there.lon)
    doubt = here.precision_km + there.precision_km
    if distance + doubt < radius:
        return Verdict.INSIDE
    if distance < radius:
        return Verdict.PROBABLE
    if distance - doubt < radius:
        return Verdict.TO_CHECK
    return Verdict.SAFE
