"""Every write on accounts: invitations, memberships, sessions, decisions that take two people, clients of the API."""

from accounts.actions.api_clients import create_client, forget_answers, note_use, revoke_client
from accounts.actions.decisions import (
    ask_for_organisation,
    ask_for_reset,
    call_off,
    carry_out_due,
    confirm_decision,
)
from accounts.actions.founding import found_federation
from accounts.actions.invitations import (
    MailNotSent,
    accept_invitation,
    digest,
    end_membership,
    invite,
    revoke_invitation,
)
from accounts.actions.second_factors import rotate_second_factors

__all__ = [
    "MailNotSent",
    "accept_invitation",
    "ask_for_organisation",
    "ask_for_reset",
    "call_off",
    "carry_out_due",
    "confirm_decision",
    "create_client",
    "digest",
    "end_membership",
    "forget_answers",
    "found_federation",
    "invite",
    "note_use",
    "revoke_client",
    "revoke_invitation",
    "rotate_second_factors",
]
