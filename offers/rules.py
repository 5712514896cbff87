"""What holds for a dwelling however it comes: typed in the page, read from a spreadsheet, sent by software.

Each rule raises BrokenRule with the French sentence that stands beside the field.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from offers import closing
from territories.communes import index
from territories.distance import kilometres
from territories.models import Commune

AVAILABLE_SINCE_AT_MOST = timedelta(days=365)
AVAILABLE_IN_AT_MOST = timedelta(days=730)
# Degrees with fewer decimals say less than the cell of a door does (design: a door is known to 0.75 km in lists).
DECIMALS_AT_LEAST = 4
NOT_LOADED = "Cette commune n’est pas encore chargée : prévenez l’administration."
WANTED = 3  # candidatures that a landlord sees for one dwelling (domain: three where there are as many)


class BrokenRule(Exception):
    """`str(error)` is a French sentence."""


def check_available_on(day: date, today: date) -> None:
    if day < today - AVAILABLE_SINCE_AT_MOST:
        raise BrokenRule("Cette date est passée depuis plus d’un an.")
    if day > today + AVAILABLE_IN_AT_MOST:
        raise BrokenRule("Cette date est dans plus de deux ans.")


def check_closing_day(day: date, now: datetime) -> None:
    if closing.closing_of(day) <= now:
        raise BrokenRule("Cette date est passée : choisissez un jour à venir.")
    if day > timezone.localdate(now, closing.PARIS) + closing.AT_MOST:
        raise BrokenRule(f"Dans {closing.AT_MOST.days} jours au plus.")


def check_caleol_day(day: date, today: date) -> None:
    if day < today:
        raise BrokenRule("Cette date est passée.")


def check_commune(code: str) -> None:
    """The INSEE code of a commune, one that the database holds too."""
    if index().get(code) is None:
        raise BrokenRule("Ce code n’est celui d’aucune commune.")
    if not Commune.objects.filter(code=code).exists():
        raise BrokenRule(NOT_LOADED)


def check_in_commune(code: str, lat: float, lon: float) -> None:
    """A door in degrees holds only within the commune's radius of its centre: further, it is another commune's, and
    distances would be counted from there."""
    commune = index().get(code)
    if commune is None or commune.position is None:
        raise BrokenRule("Le centre de cette commune n’est pas connu : laissez les coordonnées vides.")
    if not index().contains(code, lat, lon):
        far = kilometres(lat, lon, commune.position.lat, commune.position.lon)
        raise BrokenRule(
            f"Ce point est à {far:.0f} km du centre de {commune.label}, hors de cette commune : "
            "corrigez-le, corrigez la commune, ou laissez vide."
        )


def check_door(code: str | None, lat: float | None, lon: float | None) -> None:
    """A door given as two numbers. Trailing zeros are lost in a number: the longer of the two counts."""
    if lat is None and lon is None:
        return
    if lat is None or lon is None:
        raise BrokenRule("Donnez la latitude et la longitude, ou aucune des deux.")
    if code is None:
        raise BrokenRule("Indiquez d’abord la commune de ces coordonnées.")
    check_in_commune(code, lat, lon)
    if max(_decimals(lat), _decimals(lon)) < DECIMALS_AT_LEAST:
        raise BrokenRule("Donnez au moins 4 décimales, par exemple 50.6312 et 3.0612, ou laissez vide.")


def _decimals(number: float) -> int:
    return len(f"{number:.9f}".rstrip("0").partition(".")[2])


def broken_rules(columns: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Column -> sentence, for columns of Offer and OfferLocation that are well formed; those not given are not looked
    at. `lat` and `lon` come with their `commune_id`."""
    today = timezone.localdate(now, closing.PARIS)
    checks = {
        "available_on": lambda day: check_available_on(day, today),
        "closes_at": lambda moment: check_closing_day(timezone.localdate(moment, closing.PARIS), now),
        "caleol_on": lambda day: check_caleol_day(day, today),
        "commune_id": check_commune,
    }
    found = {}
    for name, check in checks.items():
        if columns.get(name) is not None:
            try:
                check(columns[name])
            except BrokenRule as error:
                found[name] = str(error)
    if "commune_id" not in found:
        try:
            check_door(columns.get("commune_id"), columns.get("lat"), columns.get("lon"))
        except BrokenRule as error:
            found["lat"] = str(error)
    return found
