"""What size of dwelling suits a household.

Sources (domain.md 3.6): minimum surface of the housing benefit, articles L822-10 and R822-25 CCH: 9 m² for one person,
16 m² for two, 9 m² more for each further one, 70 m² from eight on. Under-occupation, L621-2: more habitable rooms than
persons plus one; a warning, never an exclusion.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from common.dated import Dated
from common.housing import Typology


@dataclass(frozen=True)
class SurfaceRule:
    """Square metres: for one person, for two, for each further one, and the most that is asked for."""

    alone: int
    couple: int
    further: int
    most: int


# In force since the codification of 1 September 2019 (decree 2019-772), unchanged since.
SURFACES = Dated(((date(2019, 9, 1), SurfaceRule(alone=9, couple=16, further=9, most=70)),))
_BY_ROOMS = (Typology.T1, Typology.T2, Typology.T3, Typology.T4, Typology.T5, Typology.T6, Typology.T7P)
CHILDREN_A_ROOM = 2


def minimum_surface_m2(persons: int, day: date) -> int:
    """The smallest decent surface in m² for so many persons on a day. Raises ValueError below one."""
    if persons < 1:
        raise ValueError("a household has at least one person")
    rule = SURFACES.on(day)
    return rule.alone if persons == 1 else min(rule.couple + rule.further * (persons - 2), rule.most)


def most_persons(surface_m2: Decimal, day: date) -> int | None:
    """The largest household for which a surface is enough on a day; None when it is enough for any."""
    if surface_m2 >= SURFACES.on(day).most:
        return None
    persons = 0
    while surface_m2 >= minimum_surface_m2(persons + 1, day):
        persons += 1
    return persons


def main_rooms(typology: str) -> int:
    """The habitable rooms, kitchen excluded, that a typology names: 1 for a T1 bis, 7 for "T7 et plus"."""
    return int(typology[1])


def suitable_typologies(*, adults: int, children: int, unborn: int = 0) -> tuple[Typology, ...]:
    """The typologies proposed by default: from two children a room to a room for each child, a room for each adult.

    A living room besides the bedrooms, except that one person alone may live in a T1. The unborn child counts. A
    proposal, never a rule: the référente ticks what is asked for.
    """
    young = children + unborn
    if adults == 1 and not young:
        return (Typology.T1, Typology.T1BIS, Typology.T2)
    fewest = min(adults + ceil(young / CHILDREN_A_ROOM), len(_BY_ROOMS) - 1)
    most = min(adults + young, fewest + 1, len(_BY_ROOMS) - 1)
    return _BY_ROOMS[fewest : most + 1]
