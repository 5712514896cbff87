"""What the state of a count of accompaniments allows."""

from datetime import date

from common.templatetags.formats import date_fr
from common.transitions import WrongState
from conventions.models import SupportCount
from conventions.support import stands_since


def check_can_change_count(count: SupportCount, today: date) -> None:
    """Raises WrongState for a count that a total shown to others may hold."""
    since = stands_since(count)
    if since <= today:
        raise WrongState(
            f"Ce compte est arrêté depuis le {date_fr(since)} : ajoutez l’écart au prochain compte, ou déduisez-le."
        )


def can_change_count(count: SupportCount, today: date) -> bool:
    try:
        check_can_change_count(count, today)
    except WrongState:
        return False
    return True
