"""The private part of a search: places, in memory and as the sealed text that the database keeps."""

import json
from dataclasses import dataclass, replace
from typing import Any

from territories.distance import CommunesZone, Position, RadiusZone, Site, Zone
from territories.places import Place, labels


@dataclass(frozen=True)
class Near:
    """A place to stay near to: at most `km` as the crow flies."""

    place: Place
    km: int


@dataclass(frozen=True)
class AwayFrom:
    """A place to stay away from: less than `km` of it is too near."""

    place: Place
    km: int

    @property
    def zone(self) -> Zone:
        return RadiusZone(self.place.site, self.km)

    @property
    def label(self) -> str:
        return f"Loin de {self.place.label}, {self.km} km"


@dataclass(frozen=True)
class AwayFromCommunes:
    """A list of communes (INSEE codes) to stay away from."""

    codes: tuple[str, ...]

    @property
    def zone(self) -> Zone:
        return CommunesZone(frozenset(self.codes))

    @property
    def label(self) -> str:
        return f"Hors de {labels(self.codes)}"


@dataclass(frozen=True)
class PrivateCriteria:
    """All the places of a search. Communes by INSEE code."""

    wanted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    work: Near | None = None
    school: Near | None = None
    away: tuple[AwayFrom | AwayFromCommunes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.refused or self.work or self.school or self.away)

    @property
    def zones(self) -> tuple[Zone, ...]:
        return tuple(one.zone for one in self.away)

    def chips(self) -> list[tuple[str, str]]:
        """(key, words) of each criterion, for its author alone; `without(key)` takes it out."""
        found = []
        if self.wanted:
            found.append(("wanted", f"À {labels(self.wanted)}"))
        if self.refused:
            found.append(("refused", f"Pas à {labels(self.refused)}"))
        if self.work:
            found.append(("work", f"Travail : {self.work.place.label}, {self.work.km} km"))
        if self.school:
            found.append(("school", f"École : {self.school.place.label}, {self.school.km} km"))
        found += [(f"away-{number}", one.label) for number, one in enumerate(self.away)]
        return found

    def without(self, key: str) -> "PrivateCriteria":
        """The same less one criterion; unchanged for an unknown key."""
        empty: dict[str, Any] = {"wanted": (), "refused": (), "work": None, "school": None}
        if key in empty:
            return replace(self, **{key: empty[key]})
        return replace(self, away=tuple(one for number, one in enumerate(self.away) if f"away-{number}" != key))

    def to_bytes(self) -> bytes:
        return json.dumps(
            {
                "wanted": self.wanted,
                "refused": self.refused,
                "work": _near_out(self.work),
                "school": _near_out(self.school),
                "away": [
                    {"codes": one.codes} if isinstance(one, AwayFromCommunes) else _near_out(one) for one in self.away
                ],
            }
        ).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "PrivateCriteria":
        data = json.loads(content)
        return cls(
            wanted=tuple(data["wanted"]),
            refused=tuple(data["refused"]),
            work=_near_in(data["work"]),
            school=_near_in(data["school"]),
            away=tuple(
                AwayFromCommunes(tuple(one["codes"]))
                if "codes" in one
                else AwayFrom(_place_in(one["place"]), one["km"])
                for one in data["away"]
            ),
        )


def _near_out(near: Near | AwayFrom | None) -> dict[str, Any] | None:
    return {"place": _place_out(near.place), "km": near.km} if near else None


def _near_in(data: dict[str, Any] | None) -> Near | None:
    return Near(_place_in(data["place"]), data["km"]) if data else None


def _place_out(place: Place) -> dict[str, Any]:
    site, position = place.site, place.site.position
    return {
        "label": place.label,
        "commune": site.commune,
        "door": site.door,
        "position": position and [position.lat, position.lon, position.precision_km],
    }


def _place_in(data: dict[str, Any]) -> Place:
    position = Position(*data["position"]) if data["position"] else None
    return Place(data["label"], Site(position, data["commune"], door=data["door"]))
