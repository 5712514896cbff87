"""The federation transmits a request: then, and not before, the landlord sees it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.files import FileGone, open_files_and_zones
from matching.actions.moves import counted, lock, record_move
from matching.models import Candidature, Side
from matching.models.candidature import TRANSMITTED_STATES
from matching.policies import NO_LONGER_WAITING, check_can_transmit
from matching.safety import is_kept_away
from matching.workflow import CANCEL, CANDIDATURE_MOVES, TRANSMIT


@transaction.atomic
def transmit_candidature(*, candidature: Candidature, by: Membership) -> Candidature:
    """The request, transmitted; one already transmitted stays as it is.

    From here the door and the photos are closed to all but the landlord and the référente concerned. Lists of other
    associations change at the nightly release only (matching.actions.release).

    One whose dwelling the file keeps away since it was asked for is cancelled instead, as if the association had just
    taken it back: nothing reaches that landlord, and nobody learns why.

    Raises WrongState when it waits no more, FileGone when the household's key was destroyed.
    """
    candidature = lock(candidature.id)
    if candidature.state in TRANSMITTED_STATES:
        return candidature
    check_can_transmit(candidature)
    before = candidature.state
    now = timezone.now()
    household = candidature.household_or_gone()
    opened = open_files_and_zones([household])
    if household not in opened:
        raise FileGone
    facts = counted(opened[household][0])
    if is_kept_away(candidature.offer, *opened[household]):
        candidature.state = CANDIDATURE_MOVES.target(CANCEL, before, refusal=NO_LONGER_WAITING)
        candidature.save(update_fields=["state"])
        record_move(candidature, from_state=before, at=now, facts=facts, side=Side.ASSOCIATION, by=None)
        return candidature
    candidature.state = CANDIDATURE_MOVES.target(TRANSMIT, before, refusal="")
    candidature.transmitted_at = now
    candidature.save(update_fields=["state", "transmitted_at"])
    record_move(candidature, from_state=before, at=now, facts=facts, side=Side.FEDERATION, by=by)
    return candidature
