"""A household erased for good: its key first, then every clear row; counted facts stay, with no reference."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import record_access
from accounts.models import AccessKind, Membership
from associations.actions.need_events import record_need
from associations.models import (
    Household,
    HouseholdKey,
    MainGeneration,
    NeedMove,
    PurgedHousehold,
    PurgedKey,
    VaultGeneration,
)
from associations.notices import ERASURE, ERASURE_SEEN, managers_of, referente_of
from associations.signals import household_purged
from associations.vault import VAULT, destroy_keys
from notifications.actions import forget_reference, notify

IDS_KEPT = timedelta(days=60)
ORPHAN_AFTER = timedelta(days=1)
# A vault that lacks more keys than this was lost, not purged.
MOST_MISSING = 0.05


class VaultLost(Exception):
    """Too many keys are missing for it to be purges. `str(error)` says how many."""


@dataclass(frozen=True)
class Reconciled:
    """What a reconciliation did: households purged because their key is gone, keys destroyed again."""

    households: int
    keys: int


@transaction.atomic
def purge_household(*, household: Household, by: Membership) -> None:
    """The association's manager erases a file, without opening it. It cannot be undone.

    Raises Household.DoesNotExist for anybody else.
    """
    household = Household.objects.overseen_by(by).select_for_update().get(id=household.id)
    record_access(by=by, kind=AccessKind.PURGED, subject=household.id, about=household.id)
    _purge(household.id, destroy_keys([household.id]))


@transaction.atomic
def purge_out_of_time(*, household_id: UUID) -> bool:
    """The platform erases a file whose time is over, as announced; False when somebody worked on it meanwhile."""
    due = Household.objects.to_erase(timezone.localdate()).select_for_update().filter(id=household_id)
    if not due.exists():
        return False
    _purge(household_id, destroy_keys([household_id]))
    return True


@transaction.atomic
def warn_of_erasure(*, household_id: UUID) -> bool:
    """Announces an erasure 30 days ahead to the référente and the managers; False when it is no longer due."""
    today = timezone.localdate()
    household = Household.objects.to_warn(today).select_for_update().filter(id=household_id).first()
    if household is None:
        return False
    household.erasure_warned_on = today
    household.save(update_fields=["erasure_warned_on"])
    notify(recipients=referente_of(household), kind=ERASURE, reference=household.id)
    notify(recipients=managers_of(household.association_id), kind=ERASURE_SEEN)
    return True


def _purge(household_id: UUID, generation: int) -> None:
    """The rows of the main database, in the caller's transaction."""
    household_purged.send(sender=Household, household_id=household_id)
    for looking in Household.objects.active().filter(id=household_id):
        record_need(looking, NeedMove.CLOSED)
    Household.objects.filter(id=household_id).delete()
    forget_reference(reference=household_id)
    PurgedHousehold.objects.bulk_create(
        [PurgedHousehold(household_id=household_id, purged_at=timezone.now())], ignore_conflicts=True
    )
    MainGeneration.objects.update_or_create(pk=1, defaults={"number": generation})


def generations() -> tuple[int, int]:
    """The numbers of purges that the main database and the vault have known. They differ after a restoration."""
    main = MainGeneration.objects.filter(pk=1).values_list("number", flat=True).first()
    vault = VaultGeneration.objects.filter(pk=1).values_list("number", flat=True).first()
    return main or 0, vault or 0


def reconcile() -> Reconciled:
    """Makes both databases agree after either was restored.

    - a key that either database remembers as purged is destroyed again (a restored vault);
    - a household whose key is gone is purged, so that no row tells that it existed (a restored main database).

    Raises VaultLost, having changed nothing, when over 5 % of the keys are missing that no purge explains.
    """
    purged = set(PurgedHousehold.objects.values_list("household_id", flat=True))
    purged |= set(PurgedKey.objects.values_list("household_id", flat=True))
    keys = set(HouseholdKey.objects.values_list("household_id", flat=True))
    households = set(Household.objects.values_list("id", flat=True))
    unexplained = households - keys - purged
    if len(unexplained) > MOST_MISSING * len(households):
        raise VaultLost(f"{len(unexplained)} keys of {len(households)} are missing: restore the vault first.")
    again = keys & purged
    gone = sorted((households - keys) | (households & purged))
    generation = destroy_keys([*again, *gone])
    with transaction.atomic():
        for household_id in gone:
            _purge(household_id, generation)
        MainGeneration.objects.update_or_create(pk=1, defaults={"number": generation})
        known = set(PurgedHousehold.objects.values_list("household_id", flat=True))
        now = timezone.now()
        PurgedHousehold.objects.bulk_create(
            PurgedHousehold(household_id=one, purged_at=now) for one in sorted(purged - known)
        )
    return Reconciled(households=len(gone), keys=len(again))


def sweep() -> int:
    """Destroys keys that no household ever used, a day after they were made; forgets ids purged 60 days ago."""
    now = timezone.now()
    old = set(HouseholdKey.objects.filter(created_at__lt=now - ORPHAN_AFTER).values_list("household_id", flat=True))
    orphans = old - set(Household.objects.filter(id__in=old).values_list("id", flat=True))
    with transaction.atomic(using=VAULT):
        HouseholdKey.objects.filter(household_id__in=orphans).delete()
        PurgedKey.objects.filter(purged_at__lt=now - IDS_KEPT).delete()
    PurgedHousehold.objects.filter(purged_at__lt=now - IDS_KEPT).delete()
    return len(orphans)
