"""Households of the demonstration: a composition and a need, under a code. No name, no place."""

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from accounts.models import User
from associations.actions.need_events import need_event
from associations.codes import NUMBERS, WORDS
from associations.files import HouseholdFile
from associations.models import Association, Household, HouseholdStatus, NeedEvent, NeedMove
from associations.needs import minors
from associations.situations import Situation
from common.housing import AgeBand, Typology
from home.demonstration.draws import new_id, weighted
from home.demonstration.workdays import PARIS

CHILDREN: dict[int, float] = {0: 16, 1: 29, 2: 29, 3: 17, 4: 6, 5: 3}
BANDS: dict[AgeBand, float] = {
    AgeBand.B0_2: 22, AgeBand.B3_5: 24, AgeBand.B6_10: 30, AgeBand.B11_17: 21, AgeBand.ADULT: 3,
}  # fmt: skip
# What suits so many children.
SUITABLE: dict[int, tuple[Typology, ...]] = {
    0: (Typology.T1, Typology.T1BIS, Typology.T2),
    1: (Typology.T2, Typology.T3),
    2: (Typology.T3, Typology.T4),
    3: (Typology.T4, Typology.T5),
    4: (Typology.T5, Typology.T6),
    5: (Typology.T5, Typology.T6),
}
SITUATIONS: dict[Situation, float] = {
    Situation.CHRS: 24, Situation.RELATIVES: 20, Situation.HOTEL: 16, Situation.HOME: 14, Situation.CHU: 12,
    Situation.ALT: 7, Situation.RESIDENCE: 5, Situation.OTHER: 2,
}  # fmt: skip


@dataclass
class DrawnNeed:
    """A household not saved yet, and what its file will hold once sealed."""

    household: Household
    file: HouseholdFile
    housed_on: date | None = None

    @property
    def children(self) -> int:
        """Those under 18."""
        return minors(self.file.children)

    def events(self) -> list[NeedEvent]:
        """Described one morning, ended with the keys."""
        moves = [(NeedMove.OPENED, self.household.created_on)]
        if self.housed_on is not None:
            moves.append((NeedMove.HOUSED, self.housed_on))
        ids = Random(self.household.need_ref.int)
        return [
            need_event(self.household, move, at=datetime.combine(on, time(9), PARIS), on=on, id=new_id(ids))
            for move, on in moves
        ]

    def fits(self, typology: str, departement: str) -> bool:
        return typology in self.household.typologies and departement in self.household.departements


class CodeBag:
    """Codes never given twice in an association."""

    def __init__(self, rng: Random) -> None:
        self._free = [f"{word} {number}" for word in WORDS for number in NUMBERS]
        rng.shuffle(self._free)

    def next(self) -> str:
        return self._free.pop()


def draw_need(
    rng: Random,
    *,
    codes: CodeBag,
    association: Association,
    referente: User,
    created_on: date,
    served: tuple[str, ...],
    departement: str,
    typology: str = "",
) -> DrawnNeed:
    """A need in `departement` of a household whose association works in `served`; `typology` suits it when given."""
    number = weighted(rng, _children_for(typology))
    wanted = [departement]
    origin = departement if rng.random() < 0.7 else rng.choice(served)
    if rng.random() < 0.35:
        wanted.append(rng.choice(served))
    children: dict[str, int] = {}
    for _ in range(number):
        band = weighted(rng, BANDS).value
        children[band] = children.get(band, 0) + 1
    file = HouseholdFile(
        code=codes.next(),
        adults=1,
        children=children,
        situation=weighted(rng, SITUATIONS).value,
        departement=origin,
    )
    household = Household(
        id=new_id(rng),
        association=association,
        referente=referente,
        status=HouseholdStatus.ACTIVE,
        typologies=[typology.value for typology in SUITABLE[number]],
        departements=sorted(set(wanted)),
        people=file.people,
        created_on=created_on,
    )
    # Drawn from its own id: the rest of the demonstration stays what it was.
    household.need_ref = new_id(Random(household.id.int))
    return DrawnNeed(household, file)


def _children_for(typology: str) -> dict[int, float]:
    return {number: weight for number, weight in CHILDREN.items() if not typology or typology in SUITABLE[number]}
