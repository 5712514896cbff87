"""Every write of `conventions`. Lock order: the convention, then what is of it."""

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

__all__ = [
    "add_commitment",
    "add_document",
    "add_figure",
    "add_signatory",
    "change_action",
    "chase_landlord",
    "correct_commitment",
    "correct_convention",
    "correct_figure",
    "correct_signatory",
    "create_convention",
    "let_go_commitment",
    "let_order_leave",
    "open_action",
    "remind_of_actions",
    "remove_commitment",
    "remove_document",
    "remove_figure",
    "remove_signatory",
    "retain_commitment",
    "send_chase_message",
    "write_note",
]
