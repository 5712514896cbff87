"""What a cell of a landlord's export means. Each parser takes a cell that is not empty.

It gives the value of the column, BLANK for what says that nothing is known, or raises CellError. A value that depends
on today is given by `Parsers`, made for one import.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from common.housing import SolutionType, Typology
from common.spreadsheets import Cell, as_text
from offers import closing, rules
from offers.imports import words
from offers.models.offer import MAX_RENT_CENTS, SURFACES_M2, Dpe, Heating, Occupancy

Parser = Callable[[Cell], Any]

BLANK: Final = object()
NOW: Final = object()  # « immédiate »: from today for a dwelling that is new, no change for one that is known
UNKNOWN: Final = frozenset(
    {
        "",
        "nc",
        "n c",
        "nd",
        "ns",
        "na",
        "n a",
        "neant",
        "vierge",
        "en cours",
        "inconnu",
        "non renseigne",
        "non precise",
    }
)
# Day 0 of Excel, counted so that the serials of days after 28 February 1900, which it repeats, are right.
EXCEL_EPOCH: Final = date(1899, 12, 30)
EXCEL_DAYS: Final = range(36_000, 73_000)  # 1998 to 2099
SHORT_YEAR: Final = 2  # digits
MARKUP: Final = re.compile(r"<\s*[a-zA-Z/!?]")
_AMOUNT: Final = re.compile(r"-?\d{1,9}(?:\.\d{1,12})?")
MOST: Final = 1_000_000_000
_DAY: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: .*)?")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_WORDED_DAY: Final = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
_MONTHS: Final = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_YES: Final = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "y", "avec", "present", "presence"})
_NO: Final = frozenset({"non", "n", "0", "faux", "false", "no", "sans", "absent", "absence", "aucun"})


class CellError(Exception):
    """`str(error)`: a French sentence for the comment of the cell."""


def plain(text: str) -> str:
    """ "etage 3" for « Étage  3° »: without accents, capitals and signs."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("º", "°")).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.lower()).split())


def text_of(longest: int) -> Parser:
    def text(cell: Cell) -> str:
        read = as_text(cell)
        if MARKUP.search(read):
            raise CellError("Cette cellule contient du code (« < ») : gardez le texte seul.")
        if not read.isprintable():
            raise CellError("Cette cellule contient un caractère invisible : tapez-la à nouveau.")
        if len(read) > longest:
            raise CellError(f"{longest} caractères au plus.")
        return read

    return text


def reference(cell: Cell) -> str:
    """As the API takes it: ASCII, 40 characters at most; accents are the only thing that a spreadsheet may lose."""
    read = as_text(cell)
    if not re.fullmatch(r"[!-~]([ -~]{0,38}[!-~])?", read) or MARKUP.search(read):
        raise CellError("Référence de 40 caractères au plus, sans accent.")
    return read


def number(cell: Cell, *, units: str = "") -> Decimal:
    """A decimal number: "1 234,56 €" and "1.234,56" are 1234.56. Raises CellError."""
    if isinstance(cell, bool | date | timedelta):
        raise CellError("Donnez un nombre.")
    if isinstance(cell, int | float):
        if not abs(cell) < MOST:  # nor what is not a number
            raise CellError("Ce nombre est trop grand.")
        return Decimal(f"{cell:.6f}").normalize()
    read = re.sub(r"\s", "", as_text(cell)).lower()
    for unit in units.split():
        read = read.removesuffix(unit)
    if "," in read:
        read = read.replace(".", "").replace(",", ".", 1)
    if not _AMOUNT.fullmatch(read):
        raise CellError("Donnez un nombre, comme 62,5.")
    return Decimal(read)


def whole_of(least: int, most: int) -> Parser:
    def whole(cell: Cell) -> int:
        value = number(cell)
        if value != value.to_integral_value() or not least <= value <= most:
            raise CellError(f"Donnez un nombre entier de {least} à {most}.")
        return int(value)

    return whole


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


def yes(cell: Cell) -> Any:
    if isinstance(cell, bool):
        return cell
    read = plain(as_text(cell))
    if read in UNKNOWN:
        return BLANK
    if read in _YES or read.split()[0] in _YES:
        return True
    if read in _NO or read.split()[0] in _NO:
        return False
    raise CellError("Écrivez oui ou non.")


def code_of(codes: dict[str, str], sentence: str) -> Parser:
    """One of the words of `codes`, written in any way."""
    known = {plain(word): code for word, code in codes.items()}

    def code(cell: Cell) -> Any:
        read = plain(as_text(cell))
        if read in UNKNOWN:
            return BLANK
        found = known.get(read)
        if found is None:
            raise CellError(sentence)
        return found

    return code


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


def day(cell: Cell) -> date:
    """12/03/2027, 12/03/27, 2027-03-12, 12 mars 2027, or the number of days that Excel counts."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if (days := int(number(cell))) not in EXCEL_DAYS:
            raise CellError("Donnez un jour, comme 12/03/2027.")
        return EXCEL_EPOCH + timedelta(days=days)
    read = as_text(cell)
    if read.isdigit() and int(read) in EXCEL_DAYS:
        return EXCEL_EPOCH + timedelta(days=int(read))
    if found := _ISO_DAY.fullmatch(read):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY.fullmatch(read):
        year = int(found[3]) + (2000 if len(found[3]) == SHORT_YEAR else 0)
        parts = year, int(found[2]), int(found[1])
    elif (found := _WORDED_DAY.fullmatch(plain(read))) and (month := _month(found[2])):
        parts = int(found[3]), month, int(found[1])
    else:
        raise CellError("Donnez un jour, comme 12/03/2027.")
    try:
        return date(*parts)
    except ValueError as error:
        raise CellError("Ce jour n’existe pas : écrivez-le comme 12/03/2027.") from error


def _month(word: str) -> int | None:
    found = (number for number, start in enumerate(_MONTHS, start=1) if word.startswith(start))
    return next(found, None)


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
