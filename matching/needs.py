"""Households as the cards of landlords are made of them: clear columns alone, no file is opened."""

from associations.models import Household
from associations.models.household import HouseholdQuerySet
from matching.ladder import Need

_COLUMNS = ("people", "typologies", "departements", "solution_types", "rent_ceiling_cents", "step_free")


def need_of(household: Household) -> Need:
    """One household's."""
    return _need(tuple(getattr(household, column) for column in _COLUMNS))


def needs_of(households: HouseholdQuerySet) -> list[Need]:
    """Those of many, in one query."""
    return [_need(row) for row in households.order_by("id").values_list(*_COLUMNS)]


def _need(row: tuple[int, list[str], list[str], list[str], int | None, bool]) -> Need:
    people, typologies, departements, solution_types, rent, step_free = row
    return Need(people, tuple(typologies), tuple(departements), tuple(solution_types), rent, step_free)
