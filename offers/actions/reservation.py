"""A dwelling kept for one need (matching.actions.need_answers), and given back to its landlord."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.authors import Author
from offers.actions.publication import lock, record
from offers.closing import closing_of, default_day
from offers.models import Offer
from offers.policies import check_can_publish
from offers.transitions import FREE, OFFER_MOVES, RESERVE


@transaction.atomic
def reserve_offer(*, offer: Offer, by: Author) -> Offer:
    """Keeps a complete draft for one need: no list, search, map or alert shows it.

    Raises WrongState with what is missing, or when it is a draft no more; Offer.DoesNotExist for another landlord's.
    """
    offer = lock(offer, by)
    now = timezone.now()
    check_can_publish(offer, now)
    before = offer.state
    offer.state = OFFER_MOVES.target(RESERVE, before, refusal="")
    offer.save(update_fields=["state"])
    record(offer, before, now, by)
    return offer


@transaction.atomic
def free_offer(*, offer_id: UUID, by: Author | None = None) -> Offer:
    """A reserved dwelling is a draft of its landlord again, by whom it may be published or reserved anew.

    By nobody: the platform, whose caller knows that nobody waits for it any more. Raises WrongState when it is not
    reserved.
    """
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(id=offer_id)
    now = timezone.now()
    before = offer.state
    offer.state = OFFER_MOVES.target(FREE, before, refusal="Ce logement n’est pas réservé.")
    offer.closes_at = closing_of(default_day(timezone.localdate(now)))
    offer.save(update_fields=["state", "closes_at"])
    record(offer, before, now, by)
    return offer
