"""What the manager is told of her colleagues' openings: too many in a day, or at night (design.md 5)."""

from datetime import date, time
from uuid import UUID

from django.utils import timezone

from accounts.access import record_access
from accounts.models import AccessEvent, AccessKind, Membership, OrganisationKind
from associations.notices import AT_NIGHT, MANY_CODES, MANY_LOCATIONS, MANY_ZONES, managers_of
from notifications.actions import notify

# In a day of Europe/Paris, as many as this are usual: the next one is told.
USUAL_IN_A_DAY = {AccessKind.LOCATION: (15, MANY_LOCATIONS), AccessKind.ZONES_CHANGED: (10, MANY_ZONES)}
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)
OPENINGS = frozenset(
    {AccessKind.HOUSEHOLD, AccessKind.ZONES, AccessKind.PAPER, AccessKind.EMERGENCY, AccessKind.LOCATION}
)


def record_watched_access(*, by: Membership, kind: AccessKind, subject: UUID, about: UUID | None = None) -> None:
    """Writes an opening in the access log; tells the managers, once a person, kind and day, of an unusual one."""
    event = record_access(by=by, kind=kind, subject=subject, about=about)
    if by.organisation.kind != OrganisationKind.ASSOCIATION:
        return
    now = timezone.localtime(event.at)
    unusual = []
    if kind in USUAL_IN_A_DAY:
        most, notice = USUAL_IN_A_DAY[kind]
        if AccessEvent.objects.of_day(by.user, kind, now.date()).count() > most:
            unusual.append(notice)
    if kind in OPENINGS and not NIGHT_ENDS <= now.time() < NIGHT_BEGINS:
        unusual.append(AT_NIGHT)
    for notice in unusual:
        _tell(notice, by, now.date())


def tell_of_tries(*, by: Membership) -> None:
    """Tells the managers, once a day, of somebody who tried more codes in an emergency than one mistypes."""
    _tell(MANY_CODES, by, timezone.localdate())


def _tell(notice: str, by: Membership, day: date) -> None:
    notify(
        recipients=managers_of(by.organisation_id),
        kind=notice,
        reference=by.id,
        once=f"{notice}:{by.id}:{day.isoformat()}",
    )
