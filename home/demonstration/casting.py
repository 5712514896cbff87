"""What becomes of each dwelling of the demonstration, where it stands and whose it is."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from home.demonstration.draws import shares
from home.demonstration.people import BAILLEURS
from home.demonstration.places import populations


class Fate(StrEnum):
    HOUSED = "housed"  # closed, transmitted, a household lives there
    OPEN = "open"  # associations may request it today
    AWAITING = "awaiting"  # closed, its requests wait at the federation
    TRANSMITTED = "transmitted"  # its requests are the landlord's to read
    UNREQUESTED = "unrequested"  # closed, nobody asked for it
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


COUNTS: dict[Fate, int] = {
    Fate.HOUSED: 200,
    # Before the open ones: what must be asked for is asked for first, while households still may.
    Fate.TRANSMITTED: 12,
    Fate.AWAITING: 8,
    Fate.OPEN: 60,
    Fate.UNREQUESTED: 7,
    Fate.WITHDRAWN: 6,
    Fate.DRAFT: 7,
}
# The landlords that somebody plays have something to do on every page; all theirs here stand in the Nord.
RESERVED_IN_NORD: dict[Fate, tuple[str, ...]] = {
    Fate.OPEN: ("Vilogia",) * 6 + ("Partenord",) * 5,
    Fate.TRANSMITTED: ("Vilogia", "Vilogia", "Vilogia", "Partenord", "Partenord"),
    Fate.AWAITING: ("Vilogia",),
    Fate.UNREQUESTED: ("Vilogia",),
    Fate.WITHDRAWN: ("Vilogia",),
    Fate.DRAFT: ("Vilogia", "Vilogia", "Partenord"),
}


@dataclass(frozen=True, slots=True)
class Casting:
    fate: Fate
    departement: str
    bailleur: str


def cast(rng: Random) -> list[Casting]:
    """One casting a dwelling: départements in proportion to population, every landlord at least once."""
    castings = []
    for fate, count in COUNTS.items():
        reserved = list(RESERVED_IN_NORD.get(fate, ()))
        unserved = list(BAILLEURS) if fate is Fate.HOUSED else []
        for departement in shares(count, populations()):
            if departement == "59" and reserved:
                bailleur = reserved.pop(0)
            elif first := next((name for name in unserved if departement in BAILLEURS[name]), None):
                bailleur = first
                unserved.remove(first)
            else:
                bailleur = rng.choice([name for name, served in BAILLEURS.items() if departement in served])
            castings.append(Casting(fate, departement, bailleur))
    return castings
