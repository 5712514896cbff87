"""The facts of a search in an address, and as chips that each take one out. Nothing private is among them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from common.templatetags.formats import date_fr
from offers.search.filters import OfferFilter

SORT = "tri"
MOST_CHARACTERS = 40  # of a fact in an address: enough for its error to be shown
FACT_WORDS = {
    "loyer_max": "Jusqu’à {} €",
    "surface_min": "{} m² ou plus",
    "libre_avant": "Disponible le {} au plus tard",
    "etage_min": "Étage {} ou plus",
    "etage_max": "Étage {} ou moins",
    "dpe": "DPE {} ou mieux",
}

Query = list[tuple[str, str]]


def facts_query(data: QueryDict) -> Query:
    """The facts and the order of a form or an address, as pairs for another address."""
    names = (*OfferFilter.base_filters, SORT)
    return [(name, value[:MOST_CHARACTERS]) for name in names for value in dict.fromkeys(data.getlist(name)) if value]


@dataclass(frozen=True)
class ActiveFact:
    """A chip: `url` is the same list without it."""

    words: str
    url: str


def active_facts(facts: OfferFilter, data: QueryDict, address: Callable[[Query], str]) -> list[ActiveFact]:
    """A chip a fact; `address` gives the address of the list with some facts."""
    chips = []
    for name, value in facts.active().items():
        for one in value if isinstance(value, list) else [value]:
            rest = data.copy()
            kept = [other for other in data.getlist(name) if isinstance(value, list) and other != one]
            rest.setlist(name, kept)
            chips.append(ActiveFact(_fact_words(facts, name, one), address(facts_query(rest))))
    return chips


def _fact_words(facts: OfferFilter, name: str, value: Any) -> str:
    """ "T3", "Jusqu’à 650 €", "Avec ascenseur"."""
    if name in FACT_WORDS:
        return FACT_WORDS[name].format(date_fr(value) if isinstance(value, date) else str(value).replace(".", ","))
    if value is True:
        return str(facts.filters[name].label)
    return str(dict(facts.form.fields[name].choices)[value])
