"""Needs described, changed, ended, some of which are those of files to be purged."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Role
from associations.models import HouseholdStatus, NeedEvent, NeedMove
from common.housing import Typology
from tests.factories import HouseholdFactory, MembershipFactory
from tests.reporting.histories.draws import DEPARTEMENTS, FIRST
from tests.reporting.histories.rows import Rows


@dataclass
class Needs:
    rows: Rows

    def households(self) -> None:
        for organisation in self.rows.associations:
            manager = MembershipFactory(organisation=organisation, role=Role.ASSOCIATION_MANAGER)
            referente = MembershipFactory(organisation=organisation)
            for number in range(6):
                household = HouseholdFactory(
                    member=referente,
                    code=f"Mésange {number + 10}",
                    created_on=self.rows.draw.day(FIRST, date(2025, 6, 1)),
                )
                self.rows.files.append(household)
                self.rows.history.purgeable.append((household, manager))

    def needs(self, without_file: int = 160) -> None:
        draw = self.rows.draw
        for household in self.rows.files:  # described by what made it
            self._changes(household.need_ref, household.association_id, draw.on(household.created_on))
        for household in self.rows.files[::4]:  # had the keys, and keeps its file for two years
            household.status = HouseholdStatus.HOUSED
            household.save(update_fields=["status"])
            at = draw.moment(date(2025, 7, 1))
            self._event(household.need_ref, household.association_id, NeedMove.HOUSED, at, draw.before(at))
        for _ in range(without_file):
            self._need(draw.id(), draw.rng.choice(self.rows.associations).id, ends=draw.maybe(0.6))

    def _need(self, need: uuid.UUID, association: uuid.UUID, *, ends: bool) -> None:
        draw = self.rows.draw
        at = draw.moment()
        self._event(need, association, NeedMove.OPENED, at, at.date())
        at = self._changes(need, association, at)
        if ends:
            at = draw.after(at, 200)
            housed = draw.maybe(0.6)
            on = draw.before(at, 20) if housed else at.date()
            self._event(need, association, NeedMove.HOUSED if housed else NeedMove.CLOSED, at, on)

    def _changes(self, need: uuid.UUID, association: uuid.UUID, at: datetime) -> datetime:
        """Described again now and then; the last moment."""
        for _ in range(self.rows.draw.rng.choice((0, 0, 1, 2))):
            at = self.rows.draw.after(at, 120)
            self._event(need, association, NeedMove.CHANGED, at, at.date())
        return at

    def _event(self, need: uuid.UUID, association: uuid.UUID, move: NeedMove, at: datetime, on: date) -> None:
        rng = self.rows.draw.rng
        self.rows.events.append(
            NeedEvent(
                id=self.rows.draw.id(),
                need=need,
                at=at,
                on=on,
                move=move,
                association_id=association,
                typologies=rng.sample(Typology.values[1:6], rng.choice((1, 2, 3))),
                departements=rng.sample(DEPARTEMENTS, rng.choice((1, 1, 2, 3))),
                solution_types=rng.choice(([], ["BAIL_DIRECT"], ["BAIL_GLISSANT", "ALT"])),
                people=rng.randrange(1, 6),
            )
        )
