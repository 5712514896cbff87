"""Every write of `conventions`."""

from conventions.actions.chases import chase_landlord, send_chase_message
from conventions.actions.conventions import let_order_leave
from conventions.actions.follow_up import change_action, open_action, remind_of_actions, write_note

__all__ = [
    "change_action",
    "chase_landlord",
    "let_order_leave",
    "open_action",
    "remind_of_actions",
    "send_chase_message",
    "write_note",
]
