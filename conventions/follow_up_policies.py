"""What the state of an action allows, whoever asks."""

from datetime import date, timedelta

from common.transitions import WrongState
from conventions.models import RUNNING, Action, ActionStatus

REOPENED_WITHIN = timedelta(days=90)
FARTHEST = timedelta(days=5 * 366)

ENDED = "Cette action est terminée : rouvrez-la avant de la modifier."
TOO_OLD = "Cette action est terminée depuis plus de 90 jours : ouvrez-en une autre."
SAY_WHY = "Dites en un mot pourquoi elle est abandonnée."
PAST = "Donnez une échéance à venir."
TOO_FAR = "Donnez une échéance dans les cinq ans."


def check_can_become(action: Action, status: str, text: str, today: date) -> None:
    """One still running may become anything; an ended one is reopened within 90 days; giving up says why.

    Raises WrongState.
    """
    if status == action.status:
        return
    if not is_running(action):
        if status not in RUNNING:
            raise WrongState(ENDED)
        if not can_reopen(action, today):
            raise WrongState(TOO_OLD)
    if status == ActionStatus.DROPPED and not text:
        raise WrongState(SAY_WHY)


def check_can_change(action: Action) -> None:
    """Its title, owner and due date change while it runs. Raises WrongState."""
    if not is_running(action):
        raise WrongState(ENDED)


def can_reopen(action: Action, today: date) -> bool:
    return action.ended_on is not None and today - action.ended_on <= REOPENED_WITHIN


def is_running(action: Action) -> bool:
    return action.status in RUNNING


def check_due(due_on: date, today: date) -> None:
    """A new due date is today or later, within five years. Raises WrongState."""
    if due_on < today:
        raise WrongState(PAST)
    if due_on - today > FARTHEST:
        raise WrongState(TOO_FAR)
