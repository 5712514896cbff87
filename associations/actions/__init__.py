"""Every write of `associations`."""

from associations.actions.ceilings import derive_eligibility, enter_ceilings, load_ceilings
from associations.actions.dossier import (
    give_consent,
    numbers_of,
    open_paper,
    open_zones_of,
    revoke_consent,
    set_registrations,
    set_zones,
)
from associations.actions.households import (
    NoCodeLeft,
    change_file,
    create_household,
    open_household,
    table_in_force,
    update_household,
)
from associations.actions.purge import (
    Reconciled,
    VaultLost,
    purge_household,
    purge_out_of_time,
    reconcile,
    sweep,
    warn_of_erasure,
)
from associations.actions.readers import (
    NoSuchCode,
    NoSuchColleague,
    declare_absence,
    end_absence,
    hand_over,
    name_deputy,
    open_in_emergency,
    remove_deputy,
)

__all__ = [
    "NoCodeLeft",
    "NoSuchCode",
    "NoSuchColleague",
    "Reconciled",
    "VaultLost",
    "change_file",
    "create_household",
    "declare_absence",
    "derive_eligibility",
    "end_absence",
    "enter_ceilings",
    "give_consent",
    "hand_over",
    "load_ceilings",
    "name_deputy",
    "numbers_of",
    "open_household",
    "open_in_emergency",
    "open_paper",
    "open_zones_of",
    "purge_household",
    "purge_out_of_time",
    "reconcile",
    "remove_deputy",
    "revoke_consent",
    "set_registrations",
    "set_zones",
    "sweep",
    "table_in_force",
    "update_household",
    "warn_of_erasure",
]
