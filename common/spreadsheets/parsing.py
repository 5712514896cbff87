"""What a cell of somebody's list means, whatever the list. Each parser takes a cell that is not empty.

It gives the value, BLANK for what says that nothing is known, or raises CellError.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from common.spreadsheets.cells import Cell, as_text

Parser = Callable[[Cell], Any]

BLANK: Final = object()
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


def code_of(codes: Mapping[str, str], sentence: str) -> Parser:
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
    if read.isdecimal() and int(read) in EXCEL_DAYS:
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
