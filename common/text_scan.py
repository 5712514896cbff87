"""What a free text between organisations may not hold: a number, an address, anything by which somebody is found.

A page that takes a free text refuses it with these sentences beside it; nothing that was typed is lost.
"""

import re
import unicodedata
from collections.abc import Callable

# Eight figures or more, whatever signs stand between them, are somebody's number (a telephone, a NIR, a registration
# number), unless all of them read as what a sentence about a dwelling holds: days, hours, amounts.
_ENOUGH = 8
_RUN = re.compile(r"\d(?:(?:[^\w€]|_){0,6}\d)*")
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DATE = rf"{_DAY}[/.\-]{_MONTH}[/.\-]20\d\d|20\d\d-(?:0[1-9]|1[0-2])-{_DAY}|{_DAY}/(?:0[1-9]|1[0-2])|20[0-4]\d"
# By five minutes: one says "14:30", and figures paired by chance seldom fall so.
_HOUR = r"(?:[01]\d|2[0-3]|[1-9]):[0-5][05]"
_CENTS = r"[1-9]\d{0,2}(?: ?\d{3})?[.,]\d\d"
_AMOUNT = r"[1-9]\d{0,2}(?: ?\d{3})?(?:[.,]\d\d)?"
_BETWEEN = r"(?:,? | [-/+:] |-|[:;] )"


def _list_of(*kinds: str) -> re.Pattern[str]:
    """One after another, with one figure alone at most at each end ("rang 1"). Atomic: it never tries twice."""
    one = rf"(?>(?:{'|'.join(kinds)})(?![.,]?\d))"
    return re.compile(rf"(?:[1-9]{_BETWEEN})?{one}(?:{_BETWEEN}{one})*(?:{_BETWEEN}[1-9])?")


_ORDINARY = _list_of(_DATE, _HOUR, _CENTS)
# A bare number is an amount only where its unit follows.
_WITH_UNIT = _list_of(_DATE, _HOUR, _AMOUNT)
_UNIT = re.compile(r"\s?(?:€|euros?\b|ans\b|m2\b|%)", re.IGNORECASE)

# Letters that are read as figures, beside figures.
_ZERO = re.compile(r"(?<=\d)[\s.\-]?[oO](?=[\s.\-]?[\doO])|(?<![\w])[oO](?=[\s.\-]?\d)|(?<=\d)[oO](?!\w)")
_ONE = re.compile(r"(?<=\d)[Il](?=\d)|(?<=\d[\s.\-])[Il](?=\d)")
_SPELLED = re.compile(
    r"\bzero[\s\-]+(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)\b|\b0[1-9](?:\W{0,3}(?:et|puis)\W{0,3}\d\d){4}",
    re.IGNORECASE,
)
_GAP = r"[\W_]{0,6}"
_CORSICAN_NIR = re.compile(
    rf"(?<!\d)[12]{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}2{_GAP}[ab](?:{_GAP}\d){{3}}", re.IGNORECASE
)
# A registration number is 18 letters and figures; no French word of that length holds a figure.
_REGISTRATION = re.compile(r"(?<![a-z\d])(?=[a-z]*\d[a-z]*\d)[a-z\d]{18}(?![a-z\d])", re.IGNORECASE)

_E_MAIL = re.compile(
    r"\S\s*(?:@|[(\[{<]\s*at\s*[)\]}>]|\barobas\w*|\bchez\b\s+\w+\s+(?:point|dot)\s+[a-z]{2,4}\b)\s*\S?"
    r"|\w\s+at\s+[\w\-]+\s*(?:\.|\bpoint\b|\bdot\b)\s*[a-z]",
    re.IGNORECASE,
)
_ENDINGS = "fr|com|org|net|eu|be|re|info|io|ly|ch|lu|app"
_LINK = re.compile(
    r"\b[a-z]{2,8}://|www\.\S"
    rf"|\b[\w\-]+\.(?:{_ENDINGS})\b|\b[\w\-]+\s+(?:point|dot)\s+(?:{_ENDINGS})\b|\b[\w\-]+\.[a-z]{{2,}}/\w",
    re.IGNORECASE,
)
# "1 place d’hébergement", "1 place de parking" are said of dwellings each day.
_SQUARE = (
    r"place(?!\s*(?:[.,;:!?()]|$)|\s+(?:d.(?:hebergement|urgence)|de\s+(?:parking|stationnement|garage|creche)"
    r"|en|au|a|pour|disponible|libre|vacante|dans|sous|est|et|ou)\b)"
)
_WAYS = (
    rf"(?:rue|r\.|avenue|av\.?|boulevard|bd\.?|{_SQUARE}|allee|impasse|chemin|route|quai|square|cours|passage|residence"
    r"|faubourg|fg\.?|voie|sentier|lotissement|esplanade|villa|hameau|cite|montee|rond-point|domaine)(?!\w)"
)
_NUMBER = r"(?:\d{1,4}(?:\s?[-/]\s?\d{1,4})?\s*(?:bis|ter|quater|[a-d](?!\w))?|n[o°]\s*\d{1,4})"
_STREET = re.compile(
    rf"\b{_NUMBER}\s*,?\s*(?:de\s+l(?:a\s+|.))?{_WAYS}"
    r"|\b(?:rue|avenue|boulevard|impasse|allee)\s+(?:[^\W\d]+[\s'’\-]+){1,5}?(?:au|n[o°]|numero)\s*\d+"
    r"(?!\d*\s?(?:er|e|eme)\b)",
    re.IGNORECASE,
)
_DOTS = "·•∙⋅‧"


def _plain(text: str) -> str:
    """Without accents, other spaces and invisible signs: what a person reads, whatever the characters are."""
    return "".join(map(_plain_sign, unicodedata.normalize("NFKD", text)))


def _plain_sign(one: str) -> str:
    category = unicodedata.category(one)
    if category in {"Mn", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(one))
    if one.isspace():
        return " "
    if category == "Pd" or one == "−":
        return "-"
    return "." if one in _DOTS else one


def _has_number(text: str) -> bool:
    read = _ONE.sub("1", _ZERO.sub("0", text))
    others = (_SPELLED, _CORSICAN_NIR, _REGISTRATION)
    return any(map(_is_number, _RUN.finditer(read))) or any(one.search(read) for one in others)


def _is_number(run: re.Match[str]) -> bool:
    figures = sum(one.isdigit() for one in run[0])
    if figures < _ENOUGH:
        return False
    ordinary = _WITH_UNIT if _UNIT.match(run.string, run.end()) else _ORDINARY
    return ordinary.fullmatch(run[0]) is None


_RULES: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        _has_number,
        "Retirez les numéros : le téléphone professionnel est dans le dossier, aucun autre ne s’écrit ici.",
    ),
    (_E_MAIL.search, "Retirez l’adresse électronique : les échanges restent ici."),
    (_LINK.search, "Retirez l’adresse de site."),
    (_STREET.search, "Retirez l’adresse : aucun lieu ne s’écrit ici."),
)


def refusals(text: str) -> tuple[str, ...]:
    """Why a text may not be sent, in French sentences that say what to do; empty when it may."""
    plain = _plain(text)
    return tuple(sentence for rule, sentence in _RULES if rule(plain))
