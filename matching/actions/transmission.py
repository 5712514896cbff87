"""A request is transmitted, by the federation or in the proposed order: then, and not before, the landlord sees it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.notices import referente_of
from matching.actions.agents import name_publisher
from matching.actions.moves import CountedFacts, advance, counted, lock
from matching.criteria import State, assess
from matching.models import Candidature, Side
from matching.models.candidature import TRANSMITTED_STATES
from matching.notices import HELD
from matching.pairs import dwelling_facts, household_facts, is_kept_away
from matching.policies import NO_LONGER_WAITING, check_can_transmit
from matching.readiness import unsettled
from matching.workflow import CANCEL, HOLD, TRANSMIT
from notifications.actions import notify
from offers.models import Offer


@transaction.atomic
def transmit_candidature(*, candidature: Candidature, by: Membership) -> Candidature:
    """The request, transmitted; one already transmitted stays as it is.

    From here the door and the photos are closed to all but the landlord and the référente concerned. Lists of other
    associations change at the nightly release only (matching.actions.release).

    One whose dwelling the file keeps away since it was asked for is cancelled instead, as if the association had just
    taken it back: nothing reaches that landlord, and nobody learns why. One whose file is not ready is held.

    Raises WrongState when it waits no more; FileGone when the household's key was destroyed.
    """
    candidature = lock(candidature.id)
    if candidature.state in TRANSMITTED_STATES:
        return candidature
    check_can_transmit(candidature)
    transmit(candidature, now=timezone.now(), by=by)
    return candidature


def transmit(candidature: Candidature, *, now: datetime, by: Membership | None, ranked: bool = True) -> bool:
    """Transmits a locked request that may be, and says whether it left. By nobody: the proposed order, not reviewed,
    unless there was nothing to rank. Raises FileGone.
    """
    household = household_facts(candidature.household_or_gone())
    dwelling = dwelling_facts(candidature.offer)
    facts = counted(household.file)
    assessment = assess(household, dwelling, timezone.localdate(now))
    if is_kept_away(assessment):
        advance(candidature, CANCEL, at=now, side=Side.ASSOCIATION, facts=facts)
        return False
    if assessment.state is State.TO_CHECK or unsettled(assessment, dwelling):
        hold(candidature, now=now, facts=facts)
        return False
    # She accepted another dwelling since the last release: kept until it answers, no landlord reads the file.
    candidature.kept = bool(candidature.consequence)
    candidature.transmitted_at = now
    candidature.automatic = ranked and by is None
    advance(
        candidature,
        TRANSMIT,
        at=now,
        by=by,
        side=Side.FEDERATION if by else Side.SYSTEM,
        facts=facts,
        changed=["transmitted_at", "automatic", "kept"],
        refusal=NO_LONGER_WAITING,
    )
    name_publisher(candidature.offer)
    if not candidature.kept:
        Offer.objects.filter(id=candidature.offer_id, first_transmitted_at=None).update(first_transmitted_at=now)
    return True


def hold(candidature: Candidature, *, now: datetime, facts: CountedFacts | None = None) -> None:
    """Not ready: out of the order until its référente has completed the file, who is told at once."""
    advance(candidature, HOLD, at=now, side=Side.SYSTEM, facts=facts)
    notify(
        recipients=referente_of(candidature.household_or_gone()),
        kind=HELD,
        reference=candidature.id,
        once=f"{HELD}:{candidature.id}:{now.isoformat()}",
    )
