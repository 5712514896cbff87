"""Every write of `associations`."""

from associations.actions.ceilings import enter_ceilings, load_ceilings
from associations.actions.households import NoCodeLeft, create_household, open_household, update_household

__all__ = [
    "NoCodeLeft",
    "create_household",
    "enter_ceilings",
    "load_ceilings",
    "open_household",
    "update_household",
]
