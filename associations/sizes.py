"""What size of dwelling suits a household.

Sources (domain.md 3.6): minimum surface of the housing benefit, articles L822-10 and R822-25 CCH: 9 m² for one person,
16 m² for two, 9 m² more for each further one, 70 m² from eight on. Under-occupation, L621-2: more habitable rooms than
persons plus one; a warning, never an exclusion.
"""

from math import ceil

from common.housing import Typology

ALONE_M2, COUPLE_M2, FURTHER_M2, MOST_M2 = 9, 16, 9, 70
_BY_ROOMS = (Typology.T1, Typology.T2, Typology.T3, Typology.T4, Typology.T5, Typology.T6, Typology.T7P)
CHILDREN_A_ROOM = 2


def minimum_surface_m2(persons: int) -> int:
    """The smallest decent surface in m² for so many persons. Raises ValueError below one."""
    if persons < 1:
        raise ValueError("a household has at least one person")
    return ALONE_M2 if persons == 1 else min(COUPLE_M2 + FURTHER_M2 * (persons - 2), MOST_M2)


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
