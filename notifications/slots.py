"""When messages that can wait are sent: at 8:30 and 14:00, Europe/Paris, on working days (design.md 6)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from common.working_days import add_working_days, is_working_day

SLOTS = (time(8, 30), time(14))
# With less left than this to answer, nothing waits for a slot.
URGENT = timedelta(hours=72)


def next_slot(now: datetime) -> datetime:
    """The first slot after a moment."""
    local = timezone.localtime(now)
    if is_working_day(local.date()):
        for slot in SLOTS:
            if local.time() < slot:
                return timezone.make_aware(datetime.combine(local.date(), slot))
    return timezone.make_aware(datetime.combine(add_working_days(local.date(), 1), SLOTS[0]))


def due_at(deadline: datetime, now: datetime) -> datetime:
    """When to tell of something to answer before `deadline`: at once when it presses, else at the next slot."""
    return now if deadline - now < URGENT else next_slot(now)
