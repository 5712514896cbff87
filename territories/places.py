"""What a typed place means: a commune, or a point by its coordinates, in France or abroad.

Refusals are sentences in French, made to stand beside the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from territories.communes import CommuneRecord, index
from territories.distance import EARTH_RADIUS_KM, Site, point_site
from territories.text import normalise

MAX_TEXT: Final = 120
_MAX_NAMED: Final = 6
_KM_PER_DEGREE: Final = radians(EARTH_RADIUS_KM)
_NUMBER: Final = r"([+-]?\d{1,3})[.,](\d{1,8})\s*°?"
_COORDINATES: Final = re.compile(rf"\s*{_NUMBER}\s*[;,\s]\s*{_NUMBER}\s*")
_LATITUDES: Final = 90
_LONGITUDES: Final = 180


class UnclearPlaceError(ValueError):
    """The text names no place, or several. Its message is for the reader."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, and how to show it. Typing the label again gives the same place."""

    label: str
    site: Site


def find_commune(text: str, code: str = "") -> CommuneRecord:
    """The commune of a typed text. `code` (INSEE), chosen among suggestions, counts only while the text says the same.

    Raises UnclearPlaceError when the text is too long, names nothing, or names several communes.
    """
    if len(text) > MAX_TEXT:
        raise UnclearPlaceError(f"Ce texte est trop long : {MAX_TEXT} caractères au plus.")
    chosen = index().get(code)
    if chosen and normalise(chosen.label) == normalise(text):
        return chosen
    found = index().resolve(text)
    if isinstance(found, CommuneRecord):
        return found
    if not found:
        raise UnclearPlaceError("Commune inconnue. Écrivez son nom ou son code postal.")
    *others, last = [candidate.label for candidate in found[:_MAX_NAMED]]
    choices = f"{', '.join(others)} ou {last}" if others else last
    raise UnclearPlaceError(f"Précisez la commune, par exemple : {choices}.")


def find_place(text: str, code: str = "") -> Place:
    """The place of a typed text: a commune, or coordinates such as "50.6312, 3.0612". Raises UnclearPlaceError."""
    if len(text) <= MAX_TEXT and (coordinates := _COORDINATES.fullmatch(text)):
        return _point(*coordinates.groups())
    commune = find_commune(text, code)
    return Place(commune.label, commune.site)


def _point(lat_units: str, lat_decimals: str, lon_units: str, lon_decimals: str) -> Place:
    lat, lon = float(f"{lat_units}.{lat_decimals}"), float(f"{lon_units}.{lon_decimals}")
    if abs(lat) > _LATITUDES or abs(lon) > _LONGITUDES:
        raise UnclearPlaceError(
            "Ces coordonnées sont hors du globe. Écrivez la latitude puis la longitude, par exemple : 50.6312, 3.0612."
        )
    # Two decimals say no more than a kilometre: digits that were cut off count as doubt.
    lat_doubt = _KM_PER_DEGREE * 10.0 ** -len(lat_decimals)
    lon_doubt = _KM_PER_DEGREE * 10.0 ** -len(lon_decimals) * cos(radians(lat))
    label = f"{lat_units}.{lat_decimals}, {lon_units}.{lon_decimals}"
    return Place(label, point_site(lat, lon, hypot(lat_doubt, lon_doubt)))


def labels(codes: Iterable[str], most: int = 3) -> str:
    """ "Lens (62), Liévin (62) et 4 autres"."""
    names = [record.label for code in codes if (record := index().get(code))]
    if len(names) > most:
        rest = len(names) - most
        return f"{', '.join(names[:most])} et {rest} autre{'s' if rest > 1 else ''}"
    return ", ".join(names)
