"""The ladder of generalisation: a card that only one household could have would name it (design.md 5).

A card goes to landlords when at least 5 households of the last 12 months would have the very same one: hers, and those
of other associations. Until then it says less, rung by rung; still under 5 at the top, it is not sent and the
federation is asked to call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from common.housing import SolutionType, Typology
from territories.departements import departements, regions

ENOUGH = 5
RENT_STEP_CENTS, WIDE_RENT_STEP_CENTS = 50_00, 200_00
SIZE_BANDS = ((1, "1 personne"), (2, "2 personnes"), (3, "3 personnes"), (4, "4 personnes"))
WIDE_SIZE_BANDS = ((2, "1 ou 2 personnes"), (4, "3 ou 4 personnes"))
LARGEST = "5 personnes et plus"
_ORDER = {typology.value: number for number, typology in enumerate(Typology)}
_WIDE_TYPOLOGIES = ((Typology.T2, "T1 ou T2"), (Typology.T3, "T3"))
_LARGE_TYPOLOGIES = "T4 ou plus"


class Rung(IntEnum):
    """What a card no longer says, each rung with those before it."""

    WHOLE = 0
    NO_STEP_FREE = 1
    WIDE_RENT = 2
    WIDE_SIZE = 3
    WIDE_TYPOLOGY = 4
    REGIONS = 5


DROPPED = {
    Rung.NO_STEP_FREE: "le besoin de plain-pied",
    Rung.WIDE_RENT: "le loyer, par tranche de 200 €",
    Rung.WIDE_SIZE: "la taille, en trois groupes",
    Rung.WIDE_TYPOLOGY: "la typologie, en trois groupes",
    Rung.REGIONS: "les départements, par région",
}


@dataclass(frozen=True)
class Need:
    """What the cards of a household are made of, all of it in clear columns. Cents a month."""

    people: int
    typologies: tuple[str, ...]
    departements: tuple[str, ...]
    solution_types: tuple[str, ...]
    rent_ceiling_cents: int | None
    step_free: bool


@dataclass(frozen=True)
class LandlordCard:
    """The whitelist of what a landlord may read before a transmission, and nothing else."""

    size: str
    typology: str
    solutions: tuple[str, ...]
    places: tuple[str, ...]
    rent: str
    step_free: bool | None  # None: not said


@dataclass(frozen=True)
class Generalised:
    """A card that may go, the rung it stands on and what it no longer says. `card` is None when none may go."""

    card: LandlordCard | None
    rung: Rung
    households: int

    @property
    def dropped(self) -> tuple[str, ...]:
        """What is no longer said, in words, for the référente."""
        return tuple(words for rung, words in DROPPED.items() if rung <= self.rung)


def card_of(need: Need, served: frozenset[str], rung: Rung) -> LandlordCard:
    """The card of a need at a rung, for a landlord with dwellings in the départements `served`."""
    wanted = [code for code in sorted(need.departements) if code in served]
    wide_rent = rung >= Rung.WIDE_RENT
    return LandlordCard(
        size=_band(need.people, WIDE_SIZE_BANDS if rung >= Rung.WIDE_SIZE else SIZE_BANDS),
        typology=_typology(need.typologies, wide=rung >= Rung.WIDE_TYPOLOGY),
        solutions=tuple(str(one.label) for one in SolutionType if one in need.solution_types) or ("Toutes",),
        places=_regions(wanted) if rung >= Rung.REGIONS else tuple(_departement(code) for code in wanted),
        rent=_rent(need.rent_ceiling_cents, WIDE_RENT_STEP_CENTS if wide_rent else RENT_STEP_CENTS),
        step_free=None if rung >= Rung.NO_STEP_FREE else need.step_free,
    )


def generalise(need: Need, population: Iterable[Need], served: frozenset[str]) -> Generalised:
    """The most precise card of a need that at least 5 of the population share. `population` holds the need itself."""
    population = list(population)
    shared = 0
    for rung in Rung:
        card = card_of(need, served, rung)
        shared = sum(card_of(other, served, rung) == card for other in population)
        if shared >= ENOUGH:
            return Generalised(card, rung, shared)
    return Generalised(None, Rung.REGIONS, shared)


def _band(people: int, bands: tuple[tuple[int, str], ...]) -> str:
    return next((label for most, label in bands if people <= most), LARGEST)


def _typology(typologies: tuple[str, ...], *, wide: bool) -> str:
    smallest = min(typologies, key=_ORDER.__getitem__, default="")
    if not smallest:
        return ""
    if not wide:
        return str(Typology(smallest).label)
    return next((words for most, words in _WIDE_TYPOLOGIES if _ORDER[smallest] <= _ORDER[most]), _LARGE_TYPOLOGIES)


def _rent(cents: int | None, step: int) -> str:
    """The step that the ceiling reaches: rounded down, so that no landlord proposes more than she can pay."""
    if cents is None:
        return ""
    return f"jusqu’à {cents // step * step // 100} €" if cents >= step else f"moins de {step // 100} €"


def _departement(code: str) -> str:
    known = departements().get(code)
    return known.label if known else code


def _regions(codes: Iterable[str]) -> tuple[str, ...]:
    known = (departements().get(code) for code in codes)
    return tuple(sorted({regions()[one.region].name for one in known if one is not None}))
