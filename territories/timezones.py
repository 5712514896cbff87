"""What time it is in a département: overseas, a day ends at another moment than in Paris."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_OVERSEAS = {
    "971": ZoneInfo("America/Guadeloupe"),
    "972": ZoneInfo("America/Martinique"),
    "973": ZoneInfo("America/Cayenne"),
    "974": ZoneInfo("Indian/Reunion"),
    "976": ZoneInfo("Indian/Mayotte"),
}


def timezone_of(departement: str | None) -> ZoneInfo:
    """The time zone of a département (INSEE code), that of Paris when it is not overseas or not known."""
    return _OVERSEAS.get(departement or "", PARIS)
