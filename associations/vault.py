"""Access to the keys of households, which live in the `vault` database (design.md 3 and 4)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from associations.models.key import HouseholdKey, PurgedKey, VaultGeneration
from common.encryption import CannotOpen, Place, keyring, new_key

VAULT = "vault"
VAULT_MODELS = frozenset({HouseholdKey, PurgedKey, VaultGeneration})
_NAMES = frozenset(model._meta.model_name for model in VAULT_MODELS)
BATCH = 500


class VaultRouter:
    """Keys in `vault`, everything else in `default`; nothing crosses."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return VAULT if model in VAULT_MODELS else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        in_vault = app_label == "associations" and model_name in _NAMES
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


def destroy_keys(household_ids: Iterable[uuid.UUID]) -> int:
    """Destroys keys for good and notes their ids; gives the vault's generation, one more than before.

    Committed before the caller touches the main database: what could still be read there is readable no more.
    """
    ids, now = list(household_ids), timezone.now()
    with transaction.atomic(using=VAULT):
        generation, _ = VaultGeneration.objects.select_for_update().get_or_create(pk=1)
        HouseholdKey.objects.filter(household_id__in=ids).delete()
        PurgedKey.objects.bulk_create(
            (PurgedKey(household_id=one, purged_at=now) for one in ids), ignore_conflicts=True
        )
        generation.number += 1
        generation.save(update_fields=["number"])
    return generation.number


def rotate_keys() -> int:
    """Seals anew, under the current key of the ring, every household key that another one seals; gives how many.

    Batch by batch, each committed: cut short, it goes on where it was.
    """
    ring, rotated = keyring(), 0
    last: uuid.UUID | None = None
    while True:
        rows = HouseholdKey.objects.order_by("household_id")
        batch = list((rows.filter(household_id__gt=last) if last else rows)[:BATCH])
        if not batch:
            return rotated
        last = batch[-1].household_id
        stale = [row for row in batch if not ring.is_current(bytes(row.sealed))]
        for row in stale:
            place = _place(row.household_id)
            row.sealed = ring.seal(ring.open(bytes(row.sealed), place), place)
        HouseholdKey.objects.bulk_update(stale, ["sealed"])
        rotated += len(stale)


def opens(household_id: uuid.UUID, sealed: bytes) -> bool:
    """Whether a sealed household key opens under the ring."""
    try:
        keyring().open(sealed, _place(household_id))
    except CannotOpen:
        return False
    return True
