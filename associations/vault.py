"""Access to the keys of households, which live in the `vault` database (design.md 3 and 4)."""

import uuid
from collections.abc import Iterable
from typing import Any

from associations.models.key import HouseholdKey
from common.encryption import Place, keyring, new_key

VAULT = "vault"
VAULT_MODELS = frozenset({"householdkey"})


class VaultRouter:
    """Keys in `vault`, everything else in `default`; nothing crosses."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return VAULT if model is HouseholdKey else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        in_vault = app_label == "associations" and model_name in VAULT_MODELS
        return in_vault if db == VAULT else not in_vault


def _place(household_id: uuid.UUID) -> Place:
    return Place("associations_householdkey", str(household_id), "sealed")


def create_key(household_id: uuid.UUID) -> bytes:
    """A new key for a household, kept in the vault. The key is written before the household."""
    return create_keys([household_id])[household_id]


def create_keys(household_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """New keys for several households, in one query."""
    ring = keyring()
    keys = {household_id: new_key() for household_id in household_ids}
    HouseholdKey.objects.bulk_create(
        HouseholdKey(household_id=household_id, sealed=ring.seal(key, _place(household_id)))
        for household_id, key in keys.items()
    )
    return keys


def keys_of(household_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """The keys of several households in one query: a list never unwraps keys one by one. A key gone is absent."""
    ring = keyring()
    rows = HouseholdKey.objects.filter(household_id__in=list(household_ids)).values_list("household_id", "sealed")
    return {household_id: ring.open(bytes(sealed), _place(household_id)) for household_id, sealed in rows}
