"""A household's need as its référente describes it, and the words by which it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from common.housing import AgeBand, SolutionType, Typology
from territories.departements import departements


@dataclass(frozen=True)
class Need:
    """What is asked for. `children` counts by age band (common.housing.AgeBand); `departement` is that of origin.

    Communes by INSEE code; no solution type means any; `rent_ceiling_cents` a month, with charges.
    """

    adults: int
    typologies: tuple[str, ...]
    departements: tuple[str, ...]
    children: Mapping[str, int] = field(default_factory=dict)
    unborn: int = 0
    shared_custody: bool = False
    situation: str = ""
    departement: str = ""
    communes_wanted: tuple[str, ...] = ()
    communes_refused: tuple[str, ...] = ()
    solution_types: tuple[str, ...] = ()
    rent_ceiling_cents: int | None = None
    step_free: bool = False
    wanted_from: date | None = None

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


def expected_words(unborn: int, *, shared_custody: bool) -> tuple[str, ...]:
    """What the composition alone does not say: children to be born, custody."""
    said = []
    if unborn:
        said.append("Un enfant à naître" if unborn == 1 else f"{unborn} enfants à naître")
    if shared_custody:
        said.append("Des enfants en garde partagée")
    return tuple(said)


def solution_labels(solution_types: Iterable[str]) -> tuple[str, ...]:
    """The solution types in words; "Toutes" when none was chosen."""
    wanted = set(solution_types)
    return tuple(str(one.label) for one in SolutionType if one in wanted) or ("Toutes",)


def typology_labels(typologies: Iterable[str]) -> tuple[str, ...]:
    """The wanted typologies in words, smallest first."""
    wanted = set(typologies)
    return tuple(str(typology.label) for typology in Typology if typology in wanted)


def departement_names(codes: Iterable[str]) -> tuple[str, ...]:
    """The names of départements, by code. A code that no longer exists is shown as it is."""
    known = departements()
    return tuple(known[code].name if code in known else code for code in sorted(codes))
