"""What one request does to the others of its household: her association reads it at once, others at the release.

In the caller's transaction, which holds the household: nobody moves one of these requests meanwhile. Until the
release, `state` goes on as the others see it; the release answers what was asked meanwhile (design.md 5).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.transitions import WrongState
from matching.actions.moves import advance, lock, lock_others
from matching.models import Candidature, CandidatureState, Consequence, Side
from matching.workflow import CANDIDATURE_MOVES, END, RESTORE, SUSPEND
from offers.models import Offer

OTHER_SOLUTION = "autre_solution"


def suspend_others(candidature: Candidature) -> None:
    """She accepted this dwelling: her other requests rest."""
    for other in _others(candidature):
        if other.state != CandidatureState.SUSPENDED:
            _announce(other, Consequence.SUSPEND)
        elif other.consequence == Consequence.RESTORE:
            _announce(other, "")


def restore_others(candidature: Candidature) -> None:
    """What she had accepted came to nothing: her other requests go on, those kept meanwhile reach their landlord."""
    for other in _others(candidature):
        _announce(other, Consequence.RESTORE if other.state == CandidatureState.SUSPENDED else "")


def close_others(candidature: Candidature) -> None:
    """Her lease is signed: her other requests end."""
    for other in _others(candidature):
        _announce(other, Consequence.CLOSE)


def _others(candidature: Candidature) -> list[Candidature]:
    return lock_others(candidature.household_id, candidature.id) if candidature.household_id else []


def _announce(other: Candidature, consequence: str) -> None:
    other.consequence = consequence
    if not consequence and other.kept:
        other.kept, other.transmitted_at = False, timezone.now()
        of_this = Offer.objects.filter(id=other.offer_id, first_transmitted_at=None)
        of_this.update(first_transmitted_at=other.transmitted_at)
    other.save(update_fields=["consequence", "kept", "transmitted_at"])


_MOVE_OF = {Consequence.SUSPEND: SUSPEND, Consequence.RESTORE: RESTORE, Consequence.CLOSE: END}


@transaction.atomic
def announce_consequence(*, candidature_id: UUID, now: datetime) -> bool:
    """The release: what was pending becomes the state that all read. False when nothing was pending any more."""
    candidature = lock(candidature_id)
    if not candidature.consequence:
        return False
    action = _MOVE_OF[Consequence(candidature.consequence)]
    candidature.consequence = ""
    changed = ["consequence", "resumes_in", "kept", "transmitted_at", "rank"]
    unseen = candidature.kept
    if unseen:  # no landlord ever had it
        candidature.kept, candidature.transmitted_at = False, None
    if not CANDIDATURE_MOVES.allows(action, candidature.state):  # it ended by itself meanwhile
        candidature.save(update_fields=changed)
        return False
    if action == SUSPEND:
        ranked = unseen or candidature.state == CandidatureState.SHORTLISTED
        candidature.resumes_in = CandidatureState.REQUESTED if ranked else candidature.state
        candidature.rank = None if ranked else candidature.rank  # its place in the order may be another's by then
    reason = OTHER_SOLUTION if action in (SUSPEND, END) else ""
    advance(candidature, action, at=now, side=Side.SYSTEM, reason=reason, changed=changed)
    return True


def check_not_taken(candidature: Candidature) -> None:
    """Raises WrongState when her household has accepted, or has, another dwelling."""
    taken = Candidature.objects.taken().filter(household=candidature.household_id).exclude(id=candidature.id)
    if taken.exists():
        raise WrongState("Ce ménage a déjà accepté un logement.")
