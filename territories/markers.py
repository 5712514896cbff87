"""What a map shows: markers at the centres of communes, circles of zones."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from territories.communes import index
from territories.distance import CommunesZone, Position, Zone


def markers(communes: Iterable[str | None]) -> list[dict[str, Any]]:
    """What templates/parts/map.html takes. Communes by INSEE code; those that are not known have no marker."""
    return markers_of(Counter(communes))


def markers_of(counts: Mapping[str | None, int]) -> list[dict[str, Any]]:
    """The same, already counted by commune."""
    found = []
    for code, count in sorted((code, count) for code, count in counts.items() if code):
        record = index().get(code)
        if record and record.lat is not None:
            found.append({"key": code, "label": record.name, "count": count, "lat": record.lat, "lon": record.lon})
    return found


def circles(zones: Iterable[Zone]) -> list[dict[str, Any]]:
    """Zones as circles: centre in degrees, `km` the radius with all that is not known of the centre added to it.

    A commune is a circle that holds it whole. What has no position has no circle.
    """
    found = []
    for zone in zones:
        if isinstance(zone, CommunesZone):
            records = (index().get(code) for code in sorted(zone.codes))
            found += [_circle(record.position, 0) for record in records if record and record.position]
        elif zone.place.position is not None:
            found.append(_circle(zone.place.position, zone.radius_km))
    return found


def _circle(centre: Position, radius_km: float) -> dict[str, Any]:
    return {"lat": centre.lat, "lon": centre.lon, "km": radius_km + centre.precision_km}
