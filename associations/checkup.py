"""A check-up of what is sealed: everything is opened once, nothing is shown."""

from dataclasses import dataclass

from associations.files import FileGone, open_file, open_numbers, open_zones
from associations.models import Household, HouseholdKey
from associations.vault import opens
from common.encryption import CannotOpen


@dataclass(frozen=True)
class CheckUp:
    """Counts. `orphans` are keys of no household: a sweep destroys them a day after they were made."""

    households: int
    without_key: int
    unreadable: int
    keys: int
    dead_keys: int
    orphans: int


def check_up() -> CheckUp:
    """Opens every key, file, zone and number."""
    sealed = {row.household_id: bytes(row.sealed) for row in HouseholdKey.objects.order_by("household_id")}
    dead = {household_id for household_id, text in sealed.items() if not opens(household_id, text)}
    households = without_key = unreadable = 0
    known = set()
    for household in Household.objects.prefetch_related("registrations").order_by("id").iterator(chunk_size=500):
        households += 1
        known.add(household.id)
        if household.id not in sealed:
            without_key += 1
        elif household.id not in dead and not _opens(household):
            unreadable += 1
    return CheckUp(households, without_key, unreadable, len(sealed), len(dead), len(set(sealed) - known))


def _opens(household: Household) -> bool:
    try:
        open_file(household)
        open_zones(household)
        open_numbers(household, household.registrations.all())
    except (CannotOpen, FileGone):
        return False
    return True
