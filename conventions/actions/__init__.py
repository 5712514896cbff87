"""Every write of `conventions`."""

from conventions.actions.awareness import add_poster_site, equip_site, remove_site, unequip_site
from conventions.actions.chases import chase_landlord, send_chase_message
from conventions.actions.conventions import let_order_leave
from conventions.actions.follow_up import change_action, open_action, remind_of_actions, write_note
from conventions.actions.imports import import_commitments, import_context, import_trainings
from conventions.actions.support import correct_support, count_support, remove_support
from conventions.actions.training import correct_training, count_staff, record_training, remove_training

__all__ = [
    "add_poster_site",
    "change_action",
    "chase_landlord",
    "correct_support",
    "correct_training",
    "count_staff",
    "count_support",
    "equip_site",
    "import_commitments",
    "import_context",
    "import_trainings",
    "let_order_leave",
    "open_action",
    "record_training",
    "remind_of_actions",
    "remove_site",
    "remove_support",
    "remove_training",
    "send_chase_message",
    "unequip_site",
    "write_note",
]
