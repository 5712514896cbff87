"""What a household's sealed file holds, and how it is opened. Only the association's own pages import this."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from associations.models import Household
from associations.vault import keys_of
from common.encryption import Place, open_with, seal_with


class FileGone(Exception):
    """The key of a household was destroyed: nobody will read its file again."""


@dataclass(frozen=True)
class HouseholdFile:
    """The sealed part of a household: `children` counts by age band (common.housing.AgeBand)."""

    code: str
    adults: int
    children: dict[str, int] = field(default_factory=dict)
    situation: str = ""
    departement: str = ""

    @property
    def people(self) -> int:
        return self.adults + sum(self.children.values())


def _place(household: Household) -> Place:
    return Place("associations_household", str(household.id), "sealed")


def seal_file(household: Household, file: HouseholdFile, key: bytes) -> bytes:
    """The sealed form of `file`, bound to this household's row."""
    return seal_with(key, json.dumps(asdict(file)).encode(), _place(household))


def open_files(households: Iterable[Household]) -> dict[Household, HouseholdFile]:
    """The files of several households with one query to the vault. One whose key is gone is absent.

    Raises common.encryption.CannotOpen when a file was altered.
    """
    households = list(households)
    keys = keys_of(household.id for household in households)
    return {
        household: HouseholdFile(
            **json.loads(open_with(keys[household.id], bytes(household.sealed), _place(household)))
        )
        for household in households
        if household.id in keys
    }


def open_file(household: Household) -> HouseholdFile:
    """The file of one household. Raises FileGone when its key is gone, CannotOpen when the file was altered."""
    try:
        return open_files([household])[household]
    except KeyError:
        raise FileGone from None


def reseal_file(household: Household, file: HouseholdFile) -> bytes:
    """The sealed form of a changed file, under the key the household has. Raises FileGone when it is gone."""
    key = keys_of([household.id]).get(household.id)
    if key is None:
        raise FileGone
    return seal_file(household, file, key)
