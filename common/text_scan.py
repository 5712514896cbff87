"""What a free text between organisations may not hold: a number, an address, anything by which somebody is found.

A page that takes a free text refuses it with these sentences beside it; nothing that was typed is lost.
"""

import re
import unicodedata
from collections.abc import Callable

# A day typed in figures is no number of anybody; in the midst of others, it may be a part of one.
_DAY = re.compile(
    r"(?<!\d)(?<!\d\d[\s.\-/])(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-]20\d\d"
    r"(?![\s.\-/]?\d{2}[\s.\-/]?\d)"
)
# Eight figures or more, whatever stands between them: a telephone, a NIR, a registration number. A letter O is a zero.
_FIGURES = re.compile(r"\d(?:[\s.\-/_()]{0,3}\d){7,}")
_ZERO = re.compile(r"(?<=\d)[\s.\-]?[oO](?=[\s.\-]?[\doO])|(?<![\w])[oO](?=[\s.\-]?\d)")
_E_MAIL = re.compile(r"\S\s*(?:@|\(at\)|\[at\]|\barobase\b|\bchez\b\s+\w+\s+point\b)\s*\S", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|www\.)\S|\b[\w-]+\.(?:fr|com|org|net|eu)\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b\d{1,4}\s*(?:bis|ter|quater)?\s*,?\s*(?:rue|avenue|av\.?|boulevard|bd\.?|place|allee|impasse|chemin|route"
    r"|quai|square|cours|passage|residence)\b",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    """Without accents, other spaces and invisible signs: what a person reads, whatever the characters are."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(" " if one.isspace() else one for one in folded if unicodedata.category(one) not in {"Mn", "Cf"})


def _has_figures(text: str) -> bool:
    return _FIGURES.search(_DAY.sub(" jour ", _ZERO.sub("0", text))) is not None


_RULES: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        _has_figures,
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
