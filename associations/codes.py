"""Codes of households: a neutral French word and a number, easy to say on the phone, chosen by the platform.

A code says nothing of anybody: it is drawn, never derived. It is sealed in the file; the database keeps a keyed digest
of it (`Household.code_index`) by which a typed code is found.
"""

import re
import secrets

from common.encryption import keyring
from territories.text import normalise

NUMBERS = range(10, 100)
# Birds, trees and flowers whose names carry no second meaning, no first name and no place.
WORDS = (
    "Abricotier", "Acacia", "Achillée", "Alouette", "Amandier", "Amaryllis", "Ancolie", "Anémone", "Arbousier",
    "Aster", "Aubépine", "Aubier", "Aulne", "Avocette", "Azalée", "Bambou", "Bergeronnette", "Bernache", "Bleuet",
    "Bouleau", "Bourrache", "Bouvreuil", "Bruant", "Bruyère", "Buis", "Campanule", "Cerisier", "Cèdre",
    "Chardonneret", "Châtaignier", "Chèvrefeuille", "Chouette", "Cigogne", "Clématite", "Cognassier", "Colibri",
    "Colvert", "Coquelicot", "Cormoran", "Cornouiller", "Courlis", "Crocus", "Cyclamen", "Edelweiss", "Églantier",
    "Épicéa", "Érable", "Fauvette", "Figuier", "Fougère", "Freesia", "Frêne", "Fuchsia", "Fusain", "Genévrier",
    "Genêt", "Gentiane", "Géranium", "Giroflée", "Glaïeul", "Glycine", "Goéland", "Grive", "Hellébore", "Héron",
    "Hêtre", "Hibiscus", "Hirondelle", "Hortensia", "Houx", "Huppe", "Jonquille", "Laurier", "Lavande", "Lin",
    "Liseron", "Loriot", "Lotus", "Lupin", "Magnolia", "Marronnier", "Merisier", "Mélèze", "Mélilot", "Mésange",
    "Mimosa", "Mouette", "Muguet", "Mûrier", "Myosotis", "Néflier", "Nénuphar", "Noisetier", "Orchidée", "Origan",
    "Orme", "Osier", "Peuplier", "Pinson", "Pivoine", "Platane", "Pluvier", "Poirier", "Pommier", "Primevère",
    "Prunier", "Roitelet", "Romarin", "Roseau", "Rosier", "Sapin", "Sarcelle", "Sarriette", "Sauge", "Saule",
    "Serpolet", "Sorbier", "Sureau", "Tamaris", "Tilleul", "Tournesol", "Trèfle", "Troène", "Tulipe", "Verdier",
    "Verveine", "Zinnia",
)  # fmt: skip
_BY_PLAIN = {normalise(word): word for word in WORDS}
_TYPED = re.compile(r"(?P<word>\D*)(?P<number>\d+)")


def new_code() -> str:
    """A code drawn at random: « Mésange 42 ». It may already serve: the table's constraint says so."""
    return f"{secrets.choice(WORDS)} {secrets.choice(NUMBERS)}"


def canonical(typed: str) -> str:
    """The code as it was given, from what is typed: "mesange42" -> "Mésange 42". Unknown words are left as typed."""
    match = _TYPED.fullmatch(typed.strip())
    if match is None:
        return typed.strip()
    word = match["word"].rstrip()
    return f"{_BY_PLAIN.get(normalise(word), word)} {match['number']}"


def code_index(code: str) -> bytes:
    """The keyed digest (32 bytes) by which a code is found and kept unique within its association."""
    return keyring().blind_index(code, "household-code")
