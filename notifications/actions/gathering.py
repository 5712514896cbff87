"""Several things of one kind about one reference, told together at a slot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from accounts.models import Membership
from notifications.actions.notices import wake
from notifications.gathered import Gathered, about_index, gathered_of, seal, waiting_index
from notifications.kinds import kind_of
from notifications.models import Notice
from notifications.slots import due_at


@dataclass(frozen=True)
class Told:
    """`item` is something about `reference`, to be answered before `deadline`."""

    recipient: Membership
    reference: UUID
    item: UUID
    deadline: datetime


@transaction.atomic
def gather(*, kind: str, all_told: Iterable[Told], now: datetime) -> None:
    """Each item joins the notice that waits for its recipient about its reference; the same one counts once.

    Shown and mailed at the next slot, at once when the deadline presses (notifications.slots). Three queries, however
    many they are. Raises KeyError for a kind that nobody registered.
    """
    kind_of(kind)
    content: dict[tuple[UUID, str], list[Told]] = {}
    made: dict[tuple[UUID, str], Notice] = {}
    for one in all_told:
        due = due_at(one.deadline, now)
        once = waiting_index(kind, one.reference, due)
        key = one.recipient.user_id, once
        content.setdefault(key, []).append(one)
        if key not in made:
            made[key] = Notice(
                recipient=one.recipient.user,
                organisation=one.recipient.organisation,
                kind=kind,
                once=once,
                about=about_index(one.reference),
                created_at=due,
                due_at=due,
                urgent=due <= now,
            )
    for key, notice in made.items():
        notice.sealed = seal(notice, _with(None, content[key]))
    # In an order that every worker follows. One of the same slot, written at the same moment by another, waits here.
    Notice.objects.bulk_create((made[key] for key in sorted(made)), ignore_conflicts=True)
    waiting = Notice.objects.filter(once__in=[once for _, once in made]).exclude(
        id__in=[notice.id for notice in made.values()]
    )
    joined = []
    for notice in waiting.order_by("recipient", "once").select_for_update(of=("self",)):
        if (key := (notice.recipient_id, notice.once)) in made:
            notice.sealed = seal(notice, _with(gathered_of(notice), content[key]))
            joined.append(notice)
    Notice.objects.bulk_update(joined, ["sealed"])
    for recipient_id in {notice.recipient_id for notice in made.values() if notice.due_at <= now}:
        transaction.on_commit(partial(wake, recipient_id))


def _with(known: Gathered | None, more: list[Told]) -> Gathered:
    first, *_ = more
    found = known or Gathered(first.reference, (), first.deadline)
    for one in more:
        found = found.and_item(one.item, one.deadline)
    return found
