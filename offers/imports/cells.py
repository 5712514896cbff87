"""What a cell of a landlord's export means. Each parser takes a cell that is not empty.

It gives the value of the column, BLANK for what says that nothing is known, or raises CellError. A value that depends
on today is given by `Parsers`, made for one import.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from common.housing import SolutionType, Typology
from common.spreadsheets import Cell, as_text
from common.spreadsheets.parsing import BLANK, MARKUP, UNKNOWN, CellError, Parser, code_of, day, number, plain
from offers import closing, rules
from offers.imports import words
from offers.models.offer import MAX_RENT_CENTS, SURFACES_M2, Dpe, Heating, Occupancy

NOW: Final = object()  # « immédiate »: from today for a dwelling that is new, no change for one that is known
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}


def reference(cell: Cell) -> str:
    """As the API takes it: ASCII, 40 characters at most; accents are the only thing that a spreadsheet may lose."""
    read = as_text(cell)
    if not re.fullmatch(r"[!-~]([ -~]{0,38}[!-~])?", read) or MARKUP.search(read):
        raise CellError("Référence de 40 caractères au plus, sans accent.")
    return read


def cents(cell: Cell) -> int:
    """Euros a month, kept in cents."""
    value = number(cell, units="/mois eur euros €") * 100
    # Software adds up in binary: 512.4000001 is 512.40.
    if abs(value - value.to_integral_value()) > Decimal("0.01"):
        raise CellError("Deux décimales au plus : 512,40.")
    amount = int(value.to_integral_value())
    if not 0 <= amount <= MAX_RENT_CENTS:
        raise CellError(f"De 0 à {MAX_RENT_CENTS // 100} € par mois.")
    return amount


def surface(cell: Cell) -> Decimal:
    """m², to a tenth."""
    value = number(cell, units="m2 m² m").quantize(Decimal("0.1"))
    if not SURFACES_M2[0] <= value <= SURFACES_M2[1]:
        raise CellError(f"De {SURFACES_M2[0]} à {SURFACES_M2[1]} m².")
    return value


def degrees_of(most: int) -> Parser:
    def degrees(cell: Cell) -> float:
        value = cell if isinstance(cell, float) else float(number(cell, units="°"))
        if abs(value) > most:
            raise CellError(f"Des degrés, de -{most} à {most}.")
        return value

    return degrees


def typology(cell: Cell) -> Any:
    """T3, F3, "Type 3", "Type III", "3P", "3 pièces", 3."""
    read = plain(as_text(cell))
    if read in UNKNOWN:
        return BLANK
    if read.startswith("studio"):
        return Typology.T1.value
    bare = re.sub(r"^(?:type|typo|logement|appartement|appt|maison|pavillon|duplex)\s*", "", read)
    found = re.match(r"[tf]?\s*([1-9]|viii|vii|vi|iv|v|iii|ii|i)\s*(bis\b|b\b)?", bare)
    rest = bare[found.end() :].strip() if found else ""
    if not found or not re.fullmatch(r"(?:p|pp|pieces?|duplex|maison|et plus|plus|pieces? principales?|)", rest):
        raise CellError("Typologie inconnue : écrivez T1, T1 bis, T2… T6, T7.")
    rooms = _ROMAN.get(found[1]) or int(found[1])
    if found[2]:
        if rooms != 1:
            raise CellError("Seul le T1 bis existe : écrivez T2, T3…")
        return Typology.T1BIS.value
    return f"T{rooms}" if rooms < 7 else Typology.T7P.value  # noqa: PLR2004 - T7P: seven rooms and more


def floor(cell: Cell) -> Any:
    """3, "3e", "R+3", "RDC": 0 is the ground floor."""
    read = as_text(cell).lower().replace(" ", "")
    bare = plain(as_text(cell))
    if bare in UNKNOWN:
        return BLANK
    if bare.startswith(("rdc", "rez", "rdj", "rc")) or bare in {"r", "r 0"}:
        return 0
    if bare.startswith(("ss", "sous sol", "s sol")):
        return -1
    found = re.fullmatch(r"(?:r\+)?(-?\d{1,2})(?:\.0|er|ere|e|eme|ème|nd|°)?(?:etage|étage)?", read)
    if not found or not -2 <= int(found[1]) <= 60:  # noqa: PLR2004 - as the form
        raise CellError("Étage inconnu : écrivez 0 pour le rez-de-chaussée, 1, 2…")
    return int(found[1])


financing = code_of(words.FINANCINGS, "Financement inconnu : PLAI, PLAI adapté, PLUS, PLS, PLI, ou Autre.")
contingent = code_of(words.CONTINGENTS, "Réservataire inconnu : État, Action Logement, Commune, Non réservé…")
solution = code_of(
    {**words.labels(SolutionType), "Location": "BAIL_DIRECT", "Bail": "BAIL_DIRECT", "Glissant": "BAIL_GLISSANT"},
    "Solution inconnue : Bail direct, Bail glissant, Sous-location, ALT…",
)
occupancy = code_of(
    {
        **words.labels(Occupancy),
        "Vacant": "libre", "Vide": "libre", "Disponible": "libre", "Vacance": "libre", "Libéré": "libre",
        "Occupé": "occupe", "Préavis": "occupe", "En préavis": "occupe", "Loué": "occupe", "Congé": "occupe",
        "Préavis reçu": "occupe", "Congé reçu": "occupe",
        "Travaux": "travaux", "En travaux": "travaux", "Remise en état": "travaux", "Vacant travaux": "travaux",
        "Vacance technique": "travaux",
    },
    "Occupation inconnue : libre, occupé ou en travaux.",
)  # fmt: skip


def heating(cell: Cell) -> Any:
    """What heats and who runs it, however it is shortened: "IND. GAZ", "Coll.", "CU", "Élec"."""
    read = plain(as_text(cell))
    if read in UNKNOWN:
        return BLANK
    for one in Heating:
        if read in {plain(one.value), plain(one.label)}:
            return one.value
    parts = read.split()
    if any(word.startswith(("reseau", "urbain")) for word in parts) or read == "cu":
        return Heating.DISTRICT.value
    if any(word.startswith("coll") for word in parts) or read in {"cg", "cc"}:
        return Heating.COLLECTIVE.value
    if any(word.startswith("elec") for word in parts) or read == "ie":
        return Heating.INDIVIDUAL_ELECTRIC.value
    if "gaz" in parts or read == "ig":
        return Heating.INDIVIDUAL_GAS.value
    return Heating.OTHER.value


def dpe(cell: Cell) -> Any:
    """ "D", "Classe D", "D - 180 kWh"."""
    read = plain(as_text(cell))
    if read in UNKNOWN:
        return BLANK
    found = re.match(r"(?:(?:classe|dpe|etiquette|label|lettre)\s+)*([a-g])(?:$|\s*\d| )", read)
    if not found:
        raise CellError("Étiquette inconnue : une lettre de A à G.")
    return Dpe(found[1].upper()).value


def postal_code(cell: Cell) -> str:
    """Five figures: a spreadsheet takes the 0 of 02100 for nothing."""
    read = as_text(cell).replace(" ", "")
    if not re.fullmatch(r"\d{4,5}", read):
        raise CellError("Code postal : cinq chiffres.")
    return read.zfill(5)


def insee_code(cell: Cell) -> str:
    read = as_text(cell).replace(" ", "").upper()
    if not re.fullmatch(r"\d[0-9AB]?\d{3}", read):
        raise CellError("Code INSEE : cinq caractères, comme 59350.")
    return read.zfill(5)


IMMEDIATE: Final = ("immediat", "de suite", "tout de suite", "libre", "vacant", "disponible", "maintenant")


def available_on(now: datetime) -> Parser:
    today = timezone.localdate(now, closing.PARIS)

    def available(cell: Cell) -> Any:
        if isinstance(cell, str):
            read = plain(cell)
            if read in UNKNOWN:
                return BLANK
            if read.startswith(IMMEDIATE):
                return NOW
        return _held(day(cell), lambda found: rules.check_available_on(found, today))

    return available


def closes_at(now: datetime) -> Parser:
    """The day of the closing, as the moment that it is."""

    def closes(cell: Cell) -> datetime:
        return closing.closing_of(_held(day(cell), lambda found: rules.check_closing_day(found, now)))

    return closes


def caleol_on(now: datetime) -> Parser:
    today = timezone.localdate(now, closing.PARIS)
    return lambda cell: _held(day(cell), lambda found: rules.check_caleol_day(found, today))


def _held(found: date, check: Callable[[date], None]) -> date:
    try:
        check(found)
    except rules.BrokenRule as error:
        raise CellError(str(error)) from error
    return found
