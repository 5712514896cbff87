"""Publishing, withdrawing, closing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from offers.actions.drafts import record_move
from offers.models import Offer, OfferState, OfferTransition
from offers.policies import check_can_publish, check_can_withdraw


@transaction.atomic
def publish_offer(*, offer: Offer, by: Membership) -> Offer:
    """Shows a complete draft to associations, at once. Raises WrongState with what is missing."""
    offer = _lock(offer, by)
    now = timezone.now()
    check_can_publish(offer, now)
    offer.state, offer.listed, offer.published_at = OfferState.PUBLISHED, True, now
    offer.save(update_fields=["state", "listed", "published_at"])
    record_move(offer, from_state=OfferState.DRAFT, by=by)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, reason: str, by: Membership) -> Offer:
    """Takes a dwelling back, with a coded reason. Associations learn at the nightly release: `listed` stays.

    Raises WrongState for a draft, which nobody saw, and once withdrawn or ended.
    """
    offer = _lock(offer, by)
    check_can_withdraw(offer)
    before = offer.state
    offer.state, offer.withdrawal_reason, offer.ended_at = OfferState.WITHDRAWN, reason, timezone.now()
    offer.save(update_fields=["state", "withdrawal_reason", "ended_at"])
    record_move(offer, from_state=before, by=by, reason=reason)
    return offer


@transaction.atomic
def close_due_offers(*, now: datetime) -> int:
    """Closes the dwellings whose closing has come; how many. Idempotent: a sweep of each minute.

    The closing date was public, so that the list loses them at once.
    """
    due = Offer.objects.due_for_closing(now).select_for_update(skip_locked=True).order_by("id")
    ids = list(due.values_list("id", flat=True))
    Offer.objects.filter(id__in=ids).update(state=OfferState.CLOSED, listed=False)
    OfferTransition.objects.bulk_create(
        OfferTransition(offer_id=pk, at=now, from_state=OfferState.PUBLISHED, to_state=OfferState.CLOSED) for pk in ids
    )
    return len(ids)


def _lock(offer: Offer, by: Membership) -> Offer:
    return (
        Offer.objects.select_for_update(of=("self",))
        .select_related("location")
        .get(id=offer.id, bailleur_id=by.organisation_id)
    )
