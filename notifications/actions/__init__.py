"""Every write of `notifications`."""

from notifications.actions.gathering import Told, gather
from notifications.actions.messages import announce_to
from notifications.actions.notices import forget_reference, mark_read, notify
from notifications.actions.preferences import choose_messages, record_bounce, try_again

__all__ = [
    "Told",
    "announce_to",
    "choose_messages",
    "forget_reference",
    "gather",
    "mark_read",
    "notify",
    "record_bounce",
    "try_again",
]
