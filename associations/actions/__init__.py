"""Every write of `associations`."""

from associations.actions.ceilings import enter_ceilings, load_ceilings
from associations.actions.households import (
    NoCodeLeft,
    change_file,
    create_household,
    open_household,
    table_in_force,
    update_household,
)

__all__ = [
    "NoCodeLeft",
    "change_file",
    "create_household",
    "enter_ceilings",
    "load_ceilings",
    "open_household",
    "table_in_force",
    "update_household",
]
