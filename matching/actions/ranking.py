"""The federation puts the requests of a dwelling in order, leaves one out, brings it back, or sees it held."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from common.transitions import WrongState
from matching.actions.moves import NOT_NOW, advance, lock, lock_of_dwelling
from matching.models import Candidature, CandidatureState
from matching.models.candidature import WAITING_STATES
from matching.policies import check_still_to_be_had
from matching.reasons import DepartureReason
from matching.workflow import BRING_BACK, SET_ASIDE, SHORTLIST
from offers.models import Offer

ORDER_CHANGED = "D’autres demandes sont arrivées ou parties : relisez l’ordre ci-dessous, puis enregistrez-le."


@transaction.atomic
def rank_requests(*, offer: Offer, order: Sequence[UUID], by: Membership) -> None:
    """Gives the waiting requests of a dwelling their ranks, 1 first.

    `order` names each of them once. Raises WrongState when others wait by now, or the dwelling is no longer to be
    had: nothing is written.
    """
    waiting = Candidature.objects.waiting().filter(offer=offer)
    locked = {one.id: one for one in lock_of_dwelling(offer.id, waiting.values_list("id", flat=True))}
    found = {key: one for key, one in locked.items() if one.state in WAITING_STATES}
    if set(order) != set(found) or len(order) != len(found):
        raise WrongState(ORDER_CHANGED)
    if not order:
        return
    check_still_to_be_had(next(iter(found.values())).offer)
    now = timezone.now()
    Candidature.objects.filter(id__in=found).update(rank=None)
    for rank, candidature_id in enumerate(order, start=1):
        _give_rank(found[candidature_id], rank, now, by)


def _give_rank(candidature: Candidature, rank: int, now: datetime, by: Membership) -> None:
    candidature.rank = rank
    if candidature.state == CandidatureState.SHORTLISTED:  # already in the order: no move, another place
        candidature.save(update_fields=["rank"])
        return
    advance(candidature, SHORTLIST, at=now, by=by, changed=["rank"])


@transaction.atomic
def set_aside(*, candidature: Candidature, reason: str, by: Membership) -> Candidature:
    """Leaves a request out, with a reason that its association reads; one already left out stays as it is.

    Raises WrongState when it waits no more, ValueError for an unknown reason.
    """
    candidature = lock(candidature.id)
    if candidature.state == CandidatureState.NOT_SHORTLISTED:
        return candidature
    candidature.rank = None
    advance(candidature, SET_ASIDE, at=timezone.now(), by=by, reason=DepartureReason(reason).value, changed=["rank"])
    return candidature


@transaction.atomic
def bring_back(*, candidature: Candidature, by: Membership) -> Candidature:
    """Puts back a request that was left out, last in the order. Raises WrongState when it was asked for again."""
    candidature = lock(candidature.id)
    if candidature.state in WAITING_STATES:
        return candidature
    check_still_to_be_had(candidature.offer)
    again = Candidature.objects.active().filter(household=candidature.household_id, offer=candidature.offer_id)
    if candidature.household is None or again.exclude(id=candidature.id).exists():
        raise WrongState(NOT_NOW)
    advance(candidature, BRING_BACK, at=timezone.now(), by=by)
    return candidature
