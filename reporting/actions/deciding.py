"""What is decided on a draft becomes an action of its convention."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Membership, Organisation
from common.transitions import WrongState
from conventions.actions import open_action
from conventions.models import Action, Convention
from reporting.actions.locks import held_by_preparer
from reporting.decisions import conventions_of, owners_of
from reporting.models import Report
from reporting.policies import check_can_write

NO_CONVENTION = "Choisissez une convention de ce périmètre."
NOT_A_MEMBER = "Choisissez un signataire, l’union régionale ou la fédération."


@transaction.atomic
def decide_action(
    *,
    report: Report,
    action_id: UUID,
    convention: Convention,
    title: str,
    owner: Organisation,
    due_on: date,
    by: Membership,
) -> Action:
    """An action of no committee; its owner is told. Sent twice, it is decided once.

    Raises WrongState once published, for a convention or an owner of elsewhere; and as
    conventions.actions.open_action does.
    """
    report = held_by_preparer(report, by)
    check_can_write(report)
    if not conventions_of(report).filter(pk=convention.pk).exists():
        raise WrongState(NO_CONVENTION)
    if not owners_of(report).filter(pk=owner.pk).exists():
        raise WrongState(NOT_A_MEMBER)
    return open_action(action_id=action_id, convention=convention, title=title, owner=owner, due_on=due_on, by=by)
