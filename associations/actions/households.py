"""Every write on households. A file is read for showing through `open_household` alone: it leaves a trace."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccessKind, Membership
from associations.actions.need_events import asked, record_need
from associations.alerts import record_watched_access
from associations.ceilings import CeilingTable, eligible_financings
from associations.codes import code_index, new_code
from associations.contents import AvoidedZones, HouseholdFile
from associations.files import open_file, reseal_file, seal_file, seal_zones
from associations.models import Household, HouseholdStatus, IncomeCeiling, NeedMove
from associations.models.household import NEED_HOLDS
from associations.needs import Need
from associations.notices import OLD_NEED, referente_of
from associations.policies import check_can_update
from associations.signals import household_changed
from associations.sizes import suitable_typologies
from associations.vault import create_key
from notifications.actions import notify

# Over 11,000 codes for each association: even when half of them serve, thirty draws find a free one.
DRAWS = 30


class NoCodeLeft(Exception):
    """Every drawn code already serves in this association."""


def table_in_force() -> CeilingTable | None:
    """The income ceilings of this year (one query); None while none is known."""
    return CeilingTable.of(IncomeCeiling.objects.in_force(timezone.localdate().year).order_by("id"))


@transaction.atomic
def create_household(*, need: Need, by: Membership) -> Household:
    """A new household, of which `by` is the référente, with a code of its own.

    The key is written first, in the other database: a household without a key could never be read, a key without a
    household reads nothing. Raises NoCodeLeft.
    """
    household = Household(association_id=by.organisation_id, referente=by.user, created_on=timezone.localdate())
    key = create_key(household.id)
    household.sealed_zones = seal_zones(household, AvoidedZones(), key)
    for _ in range(DRAWS):
        file = _described(HouseholdFile(code=new_code(), adults=need.adults), need)
        _set_clear_columns(household, need, file)
        household.sealed = seal_file(household, file, key)
        household.code_index = code_index(file.code)
        try:
            with transaction.atomic():
                household.save(force_insert=True)
        except IntegrityError as error:
            if "household_code_unique" not in str(error):
                raise
        else:
            record_need(household, NeedMove.OPENED)
            household_changed.send(Household, household_id=household.id)
            return household
    raise NoCodeLeft


@transaction.atomic
def update_household(*, household: Household, need: Need, by: Membership) -> Household:
    """The need as it is now; code, référente and dates stay.

    Raises WrongState for a household no longer looking, FileGone when its key was destroyed, Household.DoesNotExist
    for whoever is not named on it.
    """
    household = lock_household(household, by)
    file = _described(open_file(household), need)
    before = asked(household)
    _set_clear_columns(household, need, file)
    household.sealed = reseal_file(household, file)
    household.need_confirmed_on = timezone.localdate()
    household.save()
    if asked(household) != before:
        record_need(household, NeedMove.CHANGED)
    household_changed.send(Household, household_id=household.id)
    return household


@transaction.atomic
def confirm_need(*, household: Household, by: Membership) -> None:
    """« Toujours d'actualité »: the need holds as it is written. Raises WrongState, Household.DoesNotExist."""
    household = lock_household(household, by)
    household.need_confirmed_on = timezone.localdate()
    household.save(update_fields=["need_confirmed_on"])


@transaction.atomic
def remind_of_need(*, household_id: UUID) -> None:
    """Tells the référente that a need was not confirmed for 45 days: once for each 45 days."""
    household = Household.objects.get(id=household_id)
    periods = (timezone.localdate() - household.need_confirmed_on) // NEED_HOLDS
    if household.status != HouseholdStatus.ACTIVE or not periods:
        return
    once = f"{OLD_NEED}:{household.id}:{household.need_confirmed_on.isoformat()}:{periods}"
    notify(recipients=referente_of(household), kind=OLD_NEED, reference=household.id, once=once)


@transaction.atomic
def change_file(
    *, household: Household, change: Callable[[HouseholdFile], HouseholdFile], by: Membership
) -> HouseholdFile:
    """The file as `change` makes it from what it is, the need apart; gives the new one.

    Raises as `update_household` does.
    """
    household = lock_household(household, by)
    file = change(open_file(household))
    household.sealed = reseal_file(household, file)
    household.eligible_financings = eligible_financings(file, table_in_force())
    household.save(update_fields=["sealed", "eligible_financings"])
    household_changed.send(Household, household_id=household.id)
    return file


@dataclass(frozen=True)
class OpenedHousehold:
    """A household and its file."""

    household: Household
    file: HouseholdFile


@transaction.atomic
def open_household(*, household_id: UUID, by: Membership) -> OpenedHousehold:
    """The household and its file, its opening written in the access log.

    Raises FileGone when its key was destroyed, Household.DoesNotExist for whoever is not named on it.
    """
    household = Household.objects.readable_by(by).get(id=household_id)
    file = open_file(household)
    record_watched_access(by=by, kind=AccessKind.HOUSEHOLD, subject=household.id, about=household.id)
    return OpenedHousehold(household, file)


def lock_household(household: Household, by: Membership) -> Household:
    """The household, locked for a change. Raises Household.DoesNotExist and WrongState."""
    household = Household.objects.readable_by(by).select_for_update(of=("self",)).get(id=household.id)
    check_can_update(household)
    note_activity(household)
    return household


def note_activity(household: Household) -> None:
    """Somebody works on it: its retention starts again, an announced erasure is called off."""
    household.last_activity_on, household.erasure_warned_on = timezone.localdate(), None
    household.save(update_fields=["last_activity_on", "erasure_warned_on"])


def mark_housed(household: Household, *, on: date) -> None:
    """She has had the keys since `on`: she looks no more, and the file's retention starts from today.

    In the caller's transaction.
    """
    household.status, household.last_activity_on = HouseholdStatus.HOUSED, timezone.localdate()
    household.erasure_warned_on = None
    household.save(update_fields=["status", "last_activity_on", "erasure_warned_on"])
    record_need(household, NeedMove.HOUSED, on=on)


def _described(file: HouseholdFile, need: Need) -> HouseholdFile:
    """The file with the sealed part of a need."""
    return replace(
        file,
        adults=need.adults,
        children=dict(need.children),
        unborn=need.unborn,
        shared_custody=need.shared_custody,
        situation=need.situation,
        departement=need.departement,
        communes_wanted=need.communes_wanted,
        communes_refused=need.communes_refused,
    )


def _set_clear_columns(household: Household, need: Need, file: HouseholdFile) -> None:
    """What SQL narrows with. Without a typology, those that fit the size."""
    suitable = suitable_typologies(adults=need.adults, children=sum(need.children.values()), unborn=need.unborn)
    household.typologies = list(need.typologies or suitable)
    household.departements = list(need.departements)
    household.solution_types = list(need.solution_types)
    household.rent_ceiling_cents = need.rent_ceiling_cents
    household.step_free = need.step_free
    household.wanted_from = need.wanted_from
    household.eligible_financings = eligible_financings(file, table_in_force())
    household.people = need.people
