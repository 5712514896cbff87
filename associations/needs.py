"""A household's need as its référente describes it, and the words by which it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from common.housing import AgeBand, Typology
from territories.departements import departements


@dataclass(frozen=True)
class Need:
    """What is asked for. `children` counts by age band (common.housing.AgeBand); `departement` is that of origin."""

    adults: int
    typologies: tuple[str, ...]
    departements: tuple[str, ...]
    children: Mapping[str, int] = field(default_factory=dict)
    situation: str = ""
    departement: str = ""

    @property
    def people(self) -> int:
        return self.adults + sum(self.children.values())


@dataclass(frozen=True)
class BandCount:
    """So many children of an age band."""

    label: str
    count: int


def children_by_band(children: Mapping[str, int]) -> tuple[BandCount, ...]:
    """The age bands that count somebody, youngest first."""
    return tuple(BandCount(str(band.label), children[band]) for band in AgeBand if children.get(band))


def minors(children: Mapping[str, int]) -> int:
    """How many are under 18."""
    return sum(count for band, count in children.items() if band != AgeBand.ADULT)


def composition_words(adults: int, children: Mapping[str, int]) -> str:
    """ "1 adulte, 2 enfants (1 de 3 à 5 ans, 1 de 6 à 10 ans)"."""
    words = f"{adults} adulte{'s' if adults > 1 else ''}"
    total = sum(children.values())
    if not total:
        return words
    bands = ", ".join(f"{band.count} de {band.label}" for band in children_by_band(children))
    return f"{words}, {total} enfant{'s' if total > 1 else ''} ({bands})"


def typology_labels(typologies: Iterable[str]) -> tuple[str, ...]:
    """The wanted typologies in words, smallest first."""
    wanted = set(typologies)
    return tuple(str(typology.label) for typology in Typology if typology in wanted)


def departement_names(codes: Iterable[str]) -> tuple[str, ...]:
    """The names of départements, by code. A code that no longer exists is shown as it is."""
    known = departements()
    return tuple(known[code].name if code in known else code for code in sorted(codes))
