"""The content of location checks, sealed under the household's key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from associations.contents import from_bytes, to_bytes
from common.encryption import Place, keyring, open_with, seal_with
from matching.criteria.facts import Checked
from matching.models import LocationCheck


@dataclass(frozen=True)
class Check:
    """`far`: far enough. `why` is private; `by` is the user's id; commune and degrees are those she looked at."""

    offer: str
    far: bool
    why: str
    by: str
    on: date
    commune: str | None
    lat: float | None
    lon: float | None


def pair_index(household_id: UUID, offer_id: UUID) -> bytes:
    """By which the check of a pair is found without being read."""
    return keyring().blind_index(f"{household_id}:{offer_id}", "location-check")


def seal_check(row: LocationCheck, check: Check, key: bytes) -> bytes:
    return seal_with(key, to_bytes(check), _place(row))


def open_check(row: LocationCheck, key: bytes) -> Check:
    """Raises common.encryption.CannotOpen when it was altered."""
    return from_bytes(Check, open_with(key, bytes(row.sealed), _place(row)))


def open_checks(rows: Iterable[LocationCheck], keys: Mapping[UUID, bytes]) -> dict[UUID, dict[UUID, Checked]]:
    """By household, then by dwelling. `keys` by household; one without its key is left out."""
    found: dict[UUID, dict[UUID, Checked]] = {}
    for row in rows:
        key = keys.get(row.household_id)
        if key is not None:
            check = open_check(row, key)
            of_household = found.setdefault(row.household_id, {})
            of_household[UUID(check.offer)] = Checked(check.far, (check.commune, check.lat, check.lon))
    return found


def _place(row: LocationCheck) -> Place:
    return Place("matching_locationcheck", str(row.id), "sealed")
