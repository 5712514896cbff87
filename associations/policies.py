"""What the state of a household allows."""

from associations.models import Household, HouseholdStatus
from common.transitions import WrongState


def check_can_update(household: Household) -> None:
    """Raises WrongState unless the household still looks for a dwelling."""
    if household.status != HouseholdStatus.ACTIVE:
        raise WrongState("Cette fiche n’est plus en recherche : elle ne se modifie plus.")


def can_update(household: Household) -> bool:
    """Whether the need may still change."""
    return household.status == HouseholdStatus.ACTIVE
