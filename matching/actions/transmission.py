"""The federation transmits a request: then, and not before, the landlord sees it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from common.transitions import WrongState
from matching.actions.moves import counted, lock, record_move
from matching.criteria import State, assess
from matching.models import Candidature, Side
from matching.models.candidature import TRANSMITTED_STATES
from matching.pairs import dwelling_facts, household_facts, is_kept_away
from matching.policies import NO_LONGER_WAITING, NOT_READY, check_can_transmit
from matching.workflow import CANCEL, CANDIDATURE_MOVES, TRANSMIT


@transaction.atomic
def transmit_candidature(*, candidature: Candidature, by: Membership) -> Candidature:
    """The request, transmitted; one already transmitted stays as it is.

    From here the door and the photos are closed to all but the landlord and the référente concerned. Lists of other
    associations change at the nightly release only (matching.actions.release).

    One whose dwelling the file keeps away since it was asked for is cancelled instead, as if the association had just
    taken it back: nothing reaches that landlord, and nobody learns why.

    Raises WrongState when it waits no more, or while its référente has something to verify; FileGone when the
    household's key was destroyed.
    """
    candidature = lock(candidature.id)
    if candidature.state in TRANSMITTED_STATES:
        return candidature
    check_can_transmit(candidature)
    before = candidature.state
    now = timezone.now()
    household = household_facts(candidature.household_or_gone())
    facts = counted(household.file)
    assessment = assess(household, dwelling_facts(candidature.offer), timezone.localdate(now))
    if is_kept_away(assessment):
        candidature.state = CANDIDATURE_MOVES.target(CANCEL, before, refusal=NO_LONGER_WAITING)
        candidature.save(update_fields=["state"])
        record_move(candidature, from_state=before, at=now, facts=facts, side=Side.ASSOCIATION, by=None)
        return candidature
    if assessment.state is State.TO_CHECK:
        raise WrongState(NOT_READY)
    candidature.state = CANDIDATURE_MOVES.target(TRANSMIT, before, refusal="")
    candidature.transmitted_at = now
    candidature.save(update_fields=["state", "transmitted_at"])
    record_move(candidature, from_state=before, at=now, facts=facts, side=Side.FEDERATION, by=by)
    return candidature
