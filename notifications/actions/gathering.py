"""Several things of one kind about one reference, told together at a slot."""

from collections.abc import Iterable
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


@transaction.atomic
def gather(
    *, recipients: Iterable[Membership], kind: str, reference: UUID, item: UUID, deadline: datetime, now: datetime
) -> None:
    """One item more in the notice that waits for each recipient about `reference`; the same item counts once.

    Shown and mailed at the next slot, at once when `deadline` presses (notifications.slots). Raises KeyError for a
    kind that nobody registered.
    """
    kind_of(kind)
    due = due_at(deadline, now)
    waiting = waiting_index(kind, reference, due)
    for one in {member.user_id: member for member in recipients}.values():
        made = Notice(
            recipient=one.user,
            organisation=one.organisation,
            kind=kind,
            once=waiting,
            about=about_index(reference),
            created_at=due,
            due_at=due,
        )
        made.sealed = seal(made, Gathered(reference, (item,), deadline))
        # A second one of the same slot, written at the same moment, waits here and finds the first.
        Notice.objects.bulk_create([made], ignore_conflicts=True)
        notice = Notice.objects.select_for_update(of=("self",)).get(recipient=one.user, once=waiting)
        known = gathered_of(notice)
        if notice.id != made.id:
            notice.sealed = seal(
                notice, known.and_item(item, deadline) if known else Gathered(reference, (item,), deadline)
            )
            notice.save(update_fields=["sealed"])
        if due <= now:
            transaction.on_commit(partial(wake, one.user_id))
