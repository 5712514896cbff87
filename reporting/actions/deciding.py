"""What is decided on a draft becomes an action of its convention."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from common.transitions import WrongState
from conventions.models import Action, Convention
from reporting.actions.locks import held_by_preparer
from reporting.actions.writing import check_text
from reporting.decisions import conventions_of, owners_of
from reporting.models import Report
from reporting.policies import check_can_write

NO_CONVENTION = "Choisissez une convention de ce périmètre."
NOT_A_MEMBER = "Choisissez un signataire, l’union régionale ou la fédération."
PAST = "Donnez une échéance à venir."


@transaction.atomic
def decide_action(
    *, report: Report, convention: Convention, title: str, owner: Organisation, due_on: date, by: Membership
) -> Action:
    """Raises WrongState once published, for a convention or an owner of elsewhere, for a day gone by; Unwritable."""
    report = held_by_preparer(report, by)
    check_can_write(report)
    if not conventions_of(report).filter(pk=convention.pk).exists():
        raise WrongState(NO_CONVENTION)
    if not owners_of(report).filter(pk=owner.pk).exists():
        raise WrongState(NOT_A_MEMBER)
    if due_on < timezone.localdate():
        raise WrongState(PAST)
    return Action.objects.create(
        convention=convention, title=check_text(title), owner=owner, due_on=due_on, created_by=by.user
    )
