"""Writes on what a file holds before a transmission: registrations, zones, consents, the paper version's trace."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessKind, Membership
from associations.actions.households import change_file, lock_household
from associations.alerts import record_watched_access
from associations.contents import AvoidedZones, Consent, HouseholdFile
from associations.files import key_of, open_file, open_numbers, open_zones, seal_number, seal_zones
from associations.models import Household, Registration
from associations.notices import REGISTRATION_ENDS, referente_of
from associations.signals import zones_changed
from notifications.actions import notify

CONSENT_HOLDS = timedelta(days=183)
REMINDERS_DAYS = (60, 30, 7)  # before the end of a registration (domain.md 3.1)


@transaction.atomic
def open_zones_of(*, household: Household, by: Membership) -> AvoidedZones:
    """The zones to stay away from, their opening written in the access log.

    The page that calls asks for a re-authentication under 10 minutes old. Raises FileGone, Household.DoesNotExist.
    """
    household = Household.objects.readable_by(by).get(id=household.id)
    zones = open_zones(household)
    record_watched_access(by=by, kind=AccessKind.ZONES, subject=household.id, about=household.id)
    return zones


@transaction.atomic
def set_zones(*, household: Household, zones: AvoidedZones, by: Membership) -> None:
    """The zones, as they are now. Raises WrongState, FileGone, Household.DoesNotExist."""
    household = lock_household(household, by)
    household.sealed_zones = seal_zones(household, zones, key_of(household))
    household.save(update_fields=["sealed_zones"])
    zones_changed.send(Household, household_id=household.id)
    record_watched_access(by=by, kind=AccessKind.ZONES_CHANGED, subject=household.id, about=household.id)


@transaction.atomic
def set_registrations(*, household: Household, typed: Iterable[Mapping[str, Any]], by: Membership) -> None:
    """The registrations of a household: one line each, those no longer there go.

    A line holds `number` (18 characters), `territory`, `expires_on`, and `id` when it was there before. Raises
    WrongState, FileGone, Household.DoesNotExist.
    """
    household = lock_household(household, by)
    key = key_of(household)
    known = {one.id: one for one in household.registrations.all()}
    kept = []
    for line in typed:
        before = line.get("id")
        one = (known.get(before) if before else None) or Registration(household=household)
        one.territory, one.expires_on = line["territory"], line["expires_on"]
        one.sealed = seal_number(one, line["number"], key)
        one.save()
        kept.append(one.id)
    household.registrations.exclude(id__in=kept).delete()


def numbers_of(household: Household) -> list[tuple[Registration, str]]:
    """The registrations of a household with their numbers, the first to end first. Raises FileGone."""
    rows = list(household.registrations.order_by("expires_on", "id"))
    numbers = open_numbers(household, rows) if rows else {}
    return [(one, numbers[one]) for one in rows]


@transaction.atomic
def remind_of_registration(*, registration_id: UUID) -> None:
    """Tells the référente once at 60, 30 and 7 days before the end of a number; what was missed is told late."""
    registration = Registration.objects.select_related("household").get(id=registration_id)
    left = (registration.expires_on - timezone.localdate()).days
    due = [days for days in REMINDERS_DAYS if left <= days]
    if left < 0 or not due:
        return
    household = registration.household
    once = f"{REGISTRATION_ENDS}:{registration.id}:{registration.expires_on.isoformat()}:{min(due)}"
    notify(recipients=referente_of(household), kind=REGISTRATION_ENDS, reference=household.id, once=once)


def give_consent(*, household: Household, what: str, to_whom: str, until: date, by: Membership) -> HouseholdFile:
    """Her agreement, as she gave it today. Raises as `change_file` does."""
    consent = Consent(secrets.token_hex(8), what, to_whom, timezone.localdate(), until)
    return change_file(
        household=household, change=lambda file: replace(file, consents=(*file.consents, consent)), by=by
    )


def revoke_consent(*, household: Household, consent_id: str, by: Membership) -> HouseholdFile:
    """Her agreement, taken back today; one already revoked stays as it is. Raises as `change_file` does."""
    today = timezone.localdate()

    def revoked(file: HouseholdFile) -> HouseholdFile:
        return replace(
            file,
            consents=tuple(
                replace(one, revoked_on=today) if one.id == consent_id and one.revoked_on is None else one
                for one in file.consents
            ),
        )

    return change_file(household=household, change=revoked, by=by)


@transaction.atomic
def open_paper(*, household: Household, by: Membership) -> HouseholdFile:
    """The file for its paper version, written in the access log. Raises FileGone, Household.DoesNotExist."""
    household = Household.objects.readable_by(by).get(id=household.id)
    file = open_file(household)
    record_watched_access(by=by, kind=AccessKind.PAPER, subject=household.id, about=household.id)
    return file
