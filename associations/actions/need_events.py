"""The row of what happens to a need, in the caller's transaction."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from associations.models import Household, NeedEvent
from associations.models.need_event import NeedMove

# What a report counts needs by: another change of the file is not one of the need.
COUNTED = ("typologies", "departements", "solution_types", "people")


def need_event(
    household: Household,
    move: NeedMove,
    *,
    at: datetime,
    on: date,
    id: UUID | None = None,  # noqa: A002 - as in NeedEvent
) -> NeedEvent:
    """The row, not saved."""
    return NeedEvent(
        id=id or uuid4(),
        need=household.need_ref,
        at=at,
        on=on,
        move=move,
        association_id=household.association_id,
        **{name: getattr(household, name) for name in COUNTED},
    )


def record_need(household: Household, move: NeedMove, *, on: date | None = None) -> None:
    """`on`: the day it happened, today unless said."""
    now = timezone.now()
    need_event(household, move, at=now, on=on or timezone.localdate(now)).save(force_insert=True)


def asked(household: Household) -> tuple[object, ...]:
    """What a report counts its need by."""
    return tuple(getattr(household, name) for name in COUNTED)
