"""Who opens a file: deputies, another référente, a replacement for an absence, a colleague in an emergency."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AccessKind, Membership, Role, User
from accounts.permissions import Permission, permitted
from associations.alerts import record_watched_access
from associations.codes import canonical, code_index
from associations.models import MOST_DEPUTIES, Absence, EmergencyOpening, FormDraft, Household, HouseholdDeputy
from associations.notices import (
    DEPUTY,
    EMERGENCY,
    EMERGENCY_SEEN,
    HANDED_AWAY,
    HANDED_OVER,
    REPLACED,
    REPLACEMENT,
    managers_of,
    referente_of,
)
from common.transitions import WrongState
from notifications.actions import notify

EMERGENCY_HOLDS = timedelta(hours=24)


class NoSuchColleague(Exception):
    """The person chosen is no caseworker of this association."""


class NoSuchCode(Exception):
    """No file of this association bears this code, or she is named on it already."""


def _check_colleague(user: User, by: Membership) -> None:
    if not (
        Membership.objects.active()
        .filter(user=user, organisation_id=by.organisation_id, role=Role.CASEWORKER)
        .exists()
    ):
        raise NoSuchColleague


def _members(user: User, by: Membership) -> QuerySet[Membership]:
    """A colleague, to be told."""
    return (
        Membership.objects.active()
        .filter(user=user, organisation_id=by.organisation_id)
        .select_related("user", "organisation")
        .order_by("id")
    )


@transaction.atomic
def name_deputy(*, household: Household, user: User, by: Membership) -> None:
    """A colleague who opens the file beside its référente; one already named stays.

    Raises WrongState beyond two, NoSuchColleague, Household.DoesNotExist for whoever is not its référente.
    """
    household = Household.objects.in_charge_of(by).select_for_update().get(id=household.id)
    _check_colleague(user, by)
    if user == household.referente:
        raise NoSuchColleague
    others = household.deputies.exclude(user=user)
    if others.count() >= MOST_DEPUTIES:
        raise WrongState("Deux suppléantes au plus : retirez-en une d’abord.")
    _, new = HouseholdDeputy.objects.get_or_create(household=household, user=user)
    if new:
        notify(recipients=_members(user, by), kind=DEPUTY, reference=household.id)
    record_watched_access(by=by, kind=AccessKind.READERS, subject=household.id, about=household.id)


@transaction.atomic
def remove_deputy(*, household: Household, deputy_id: UUID, by: Membership) -> None:
    """She no longer opens the file, at once. Raises Household.DoesNotExist for whoever is not its référente."""
    household = Household.objects.in_charge_of(by).select_for_update().get(id=household.id)
    household.deputies.filter(id=deputy_id).delete()
    record_watched_access(by=by, kind=AccessKind.READERS, subject=household.id, about=household.id)


@transaction.atomic
def hand_over(*, household: Household, to: User, by: Membership) -> Household:
    """Another référente takes the file over: by its référente, or by the association's manager, who does not open it.

    Whoever was its référente is told when the manager did it: a file never changes hands behind her back.

    Raises NoSuchColleague, Household.DoesNotExist for anybody else.
    """
    manages = permitted(by, Permission.OVERSEE_HOUSEHOLDS)
    hers = Household.objects.overseen_by(by) if manages else Household.objects.in_charge_of(by)
    household = hers.select_for_update().get(id=household.id)
    _check_colleague(to, by)
    household.deputies.filter(user=to).delete()
    if manages and to != household.referente:
        notify(recipients=referente_of(household), kind=HANDED_AWAY)
    household.referente = to
    household.save(update_fields=["referente"])
    notify(recipients=_members(to, by), kind=HANDED_OVER, reference=household.id)
    record_watched_access(by=by, kind=AccessKind.HANDOVER, subject=household.id, about=household.id)
    return household


@transaction.atomic
def declare_absence(*, user: User, replacement: User, starts_on: date, ends_on: date, by: Membership) -> Absence:
    """From one day to another, both included, a colleague opens all the files of a référente.

    A référente declares her own; the manager anybody's, who is told. Raises NoSuchColleague, WrongState when two
    overlap.
    """
    if user != by.user and not permitted(by, Permission.OVERSEE_HOUSEHOLDS):
        raise NoSuchColleague
    for person in (user, replacement):
        _check_colleague(person, by)
    if user == replacement:
        raise NoSuchColleague
    User.objects.select_for_update().get(id=user.id)  # two absences of one person never overlap
    theirs = Absence.objects.filter(association_id=by.organisation_id, user=user)
    if theirs.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise WrongState("Une absence est déjà prévue à ces dates : retirez-la d’abord.")
    absence = Absence.objects.create(
        association_id=by.organisation_id,
        user=user,
        replacement=replacement,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    notify(recipients=_members(replacement, by), kind=REPLACEMENT)
    if user != by.user:
        notify(recipients=_members(user, by), kind=REPLACED)
    return absence


@transaction.atomic
def end_absence(*, absence_id: UUID, by: Membership) -> None:
    """She is back, or will not leave: the replacement opens nothing any more. Raises Absence.DoesNotExist."""
    hers = Absence.objects.filter(association_id=by.organisation_id)
    if not permitted(by, Permission.OVERSEE_HOUSEHOLDS):
        hers = hers.filter(user=by.user)
    hers.get(id=absence_id).delete()


@transaction.atomic
def open_in_emergency(*, code: str, reason: str, by: Membership) -> Household:
    """Opens a colleague's file for 24 hours; its référente and the manager are told. Raises NoSuchCode."""
    found = Household.objects.filter(association_id=by.organisation_id, code_index=code_index(canonical(code))).first()
    if found is None or Household.objects.readable_by(by).filter(id=found.id).exists():
        raise NoSuchCode
    now = timezone.now()
    EmergencyOpening.objects.create(household=found, user=by.user, reason=reason, at=now, until=now + EMERGENCY_HOLDS)
    record_watched_access(by=by, kind=AccessKind.EMERGENCY, subject=found.id, about=found.id)
    notify(recipients=referente_of(found), kind=EMERGENCY, reference=found.id)
    notify(recipients=managers_of(found.association_id), kind=EMERGENCY_SEEN, reference=by.id)
    return found


@transaction.atomic
def forget_reader(*, membership: Membership) -> None:
    """Whoever leaves opens nothing any more, even if she comes back one day: what she was named for ends with it.

    The files whose référente she was wait for the manager to hand them over. There is no `by`: it follows from the
    end of a membership.
    """
    user, association, now = membership.user_id, membership.organisation_id, timezone.now()
    HouseholdDeputy.objects.filter(user=user, household__association=association).delete()
    Absence.objects.filter(replacement=user, association=association).delete()
    opened = EmergencyOpening.objects.open_at(now).filter(user=user, household__association=association)
    opened.update(until=now)
    FormDraft.objects.filter(user=user).delete()
