"""Every write of `conventions`. Lock order: the convention, then what is of it."""

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

__all__ = [
    "add_commitment",
    "add_document",
    "add_figure",
    "add_signatory",
    "correct_commitment",
    "correct_convention",
    "correct_figure",
    "correct_signatory",
    "create_convention",
    "let_go_commitment",
    "let_order_leave",
    "remove_commitment",
    "remove_document",
    "remove_figure",
    "remove_signatory",
    "retain_commitment",
]
