"""How a household's sealed texts are sealed and opened. Only the association's own pages import this."""

from collections.abc import Iterable
from typing import NamedTuple

from associations.contents import AvoidedZones, HouseholdFile, from_bytes, to_bytes
from associations.models import Household, Registration
from associations.vault import keys_of
from common.encryption import Place, open_with, seal_with

__all__ = [
    "FileGone",
    "HouseholdFile",
    "Opened",
    "key_of",
    "open_all",
    "open_file",
    "open_files",
    "open_numbers",
    "open_zones",
    "reseal_file",
    "seal_file",
    "seal_number",
    "seal_zones",
]


class FileGone(Exception):
    """The key of a household was destroyed: nobody will read its file again."""


def _place(household: Household, field: str = "sealed") -> Place:
    return Place("associations_household", str(household.id), field)


def _number_place(registration: Registration) -> Place:
    return Place("associations_registration", str(registration.id), "sealed")


def seal_file(household: Household, file: HouseholdFile, key: bytes) -> bytes:
    """The sealed form of `file`, bound to this household's row."""
    return seal_with(key, to_bytes(file), _place(household))


def seal_zones(household: Household, zones: AvoidedZones, key: bytes) -> bytes:
    """The sealed form of the zones. A household without any has a sealed text too: its absence would tell."""
    return seal_with(key, to_bytes(zones), _place(household, "sealed_zones"))


def seal_number(registration: Registration, number: str, key: bytes) -> bytes:
    """The sealed form of a registration number, bound to its row."""
    return seal_with(key, number.encode(), _number_place(registration))


def key_of(household: Household) -> bytes:
    """The key of one household. Raises FileGone."""
    try:
        return keys_of([household.id])[household.id]
    except KeyError:
        raise FileGone from None


def open_files(households: Iterable[Household]) -> dict[Household, HouseholdFile]:
    """The files of several households with one query to the vault. One whose key is gone is absent.

    Raises common.encryption.CannotOpen when a file was altered.
    """
    households = list(households)
    keys = keys_of(household.id for household in households)
    return {
        household: from_bytes(HouseholdFile, open_with(keys[household.id], bytes(household.sealed), _place(household)))
        for household in households
        if household.id in keys
    }


def open_file(household: Household) -> HouseholdFile:
    """The file of one household. Raises FileGone when its key is gone, CannotOpen when the file was altered."""
    try:
        return open_files([household])[household]
    except KeyError:
        raise FileGone from None


def open_zones(household: Household) -> AvoidedZones:
    """The zones to stay away from. Raises FileGone when its key is gone, CannotOpen when they were altered."""
    return _zones(household, key_of(household))


class Opened(NamedTuple):
    """All that is sealed of a household, for deciding, never for showing; `key` opens what other apps seal with it."""

    file: HouseholdFile
    zones: AvoidedZones
    key: bytes


def open_all(households: Iterable[Household]) -> dict[Household, Opened]:
    """Files and zones of several households with one query to the vault, for deciding, never for showing.

    One whose key is gone is absent. Raises common.encryption.CannotOpen when something was altered.
    """
    households = list(households)
    keys = keys_of(household.id for household in households)
    return {
        household: Opened(
            from_bytes(HouseholdFile, open_with(keys[household.id], bytes(household.sealed), _place(household))),
            _zones(household, keys[household.id]),
            keys[household.id],
        )
        for household in households
        if household.id in keys
    }


def _zones(household: Household, key: bytes) -> AvoidedZones:
    if not household.sealed_zones:
        return AvoidedZones()
    return from_bytes(AvoidedZones, open_with(key, bytes(household.sealed_zones), _place(household, "sealed_zones")))


def open_numbers(household: Household, registrations: Iterable[Registration]) -> dict[Registration, str]:
    """The numbers of a household's registrations, with one query to the vault. Raises FileGone."""
    key = key_of(household)
    return {one: open_with(key, bytes(one.sealed), _number_place(one)).decode() for one in registrations}


def reseal_file(household: Household, file: HouseholdFile) -> bytes:
    """The sealed form of a changed file, under the key the household has. Raises FileGone when it is gone."""
    return seal_file(household, file, key_of(household))
