"""Which pairs are suitable, or to check first: one dwelling against all households, one household against all."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from associations.models import Household
from common.batches import batched
from common.encryption import CannotOpen, keyring
from matching.criteria import DwellingFacts, HouseholdFacts, state_of
from matching.household_facts import facts_of
from matching.narrowing import households_for, light, offers_for
from matching.pairs import dwelling_facts
from offers.models import Offer

AT_ONCE = 500  # households whose keys are read by one query to the vault

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pair:
    """A household and a dwelling that may be proposed to it; `index` is the same for the dwelling published again."""

    household: Household
    dwelling: DwellingFacts

    @cached_property
    def index(self) -> str:
        return keyring().blind_index(f"{self.household.id}|{_name(self.dwelling)}", "told-pair").hex()

    @property
    def household_index(self) -> str:
        return household_index(self.household.id)

    @property
    def dwelling_index(self) -> str:
        return dwelling_index(self.dwelling)


def household_index(household_id: UUID) -> str:
    return keyring().blind_index(str(household_id), "told-household").hex()


def dwelling_index(dwelling: DwellingFacts) -> str:
    return keyring().blind_index(_name(dwelling), "told-dwelling").hex()


def _name(dwelling: DwellingFacts) -> str:
    return f"{dwelling.bailleur}|{dwelling.reference}"


def pairs_of_dwelling(offer: Offer, today: date) -> Iterator[Pair]:
    """With every household still looking that it suits; those of the clear columns alone are opened."""
    dwelling = dwelling_facts(offer)
    narrowed = households_for(Household.objects.all(), dwelling, today).order_by("id")
    for some in batched(narrowed.iterator(AT_ONCE), AT_ONCE):
        for household, facts in _opened(some):
            if state_of(facts, dwelling, today).is_open:
                yield Pair(household, dwelling)


def pairs_of_household(household: Household, now: datetime, today: date) -> Iterator[Pair]:
    """With every open dwelling that suits it."""
    for opened, facts in _opened([household]):
        for dwelling in light(offers_for(Offer.objects.open_at(now), facts, today)):
            if state_of(facts, dwelling, today).is_open:
                yield Pair(opened, dwelling)


def _opened(households: Iterable[Household]) -> Iterator[tuple[Household, HouseholdFacts]]:
    """A file that does not open, being altered, keeps nobody else from being told."""
    households = list(households)
    try:
        yield from facts_of(households).items()
    except CannotOpen:
        if len(households) == 1:
            log.error("a household does not open", extra={"household": str(households[0].id)})
            return
        for household in households:
            yield from _opened([household])
