"""Every write of `notifications`."""

from notifications.actions.gathering import Told, gather
from notifications.actions.messages import announce_to
from notifications.actions.notices import forget_reference, mark_read, notify

__all__ = ["Told", "announce_to", "forget_reference", "gather", "mark_read", "notify"]
