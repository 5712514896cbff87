"""Every write of `conventions`. Lock order: the convention, then what is of it."""

from conventions.actions.awareness import add_poster_site, equip_site, remove_site, unequip_site
from conventions.actions.chases import chase_landlord, send_chase_message
from conventions.actions.commitments import (
    add_commitment,
    correct_commitment,
    let_go_commitment,
    remove_commitment,
    retain_commitment,
)
from conventions.actions.context import add_figure, correct_figure, remove_figure
from conventions.actions.conventions import (
    add_document,
    add_signatory,
    correct_convention,
    correct_signatory,
    create_convention,
    let_order_leave,
    remove_document,
    remove_signatory,
)
from conventions.actions.follow_up import change_action, open_action, remind_of_actions, write_note
from conventions.actions.imports import import_commitments, import_context, import_trainings
from conventions.actions.support import correct_support, count_support, remove_support
from conventions.actions.training import correct_training, count_staff, record_training, remove_training

__all__ = [
    "add_commitment",
    "add_document",
    "add_figure",
    "add_poster_site",
    "add_signatory",
    "change_action",
    "chase_landlord",
    "correct_commitment",
    "correct_convention",
    "correct_figure",
    "correct_signatory",
    "correct_support",
    "correct_training",
    "count_staff",
    "count_support",
    "create_convention",
    "equip_site",
    "import_commitments",
    "import_context",
    "import_trainings",
    "let_go_commitment",
    "let_order_leave",
    "open_action",
    "record_training",
    "remind_of_actions",
    "remove_commitment",
    "remove_document",
    "remove_figure",
    "remove_signatory",
    "remove_site",
    "remove_support",
    "remove_training",
    "retain_commitment",
    "send_chase_message",
    "unequip_site",
    "write_note",
]
