"""Publishing, withdrawing, closing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.authors import Author, client_of
from offers.models import Offer, OfferState, OfferTransition
from offers.policies import check_can_move_closing, check_can_publish, check_can_withdraw
from offers.signals import offer_shown
from offers.transitions import OFFER_MOVES, PROLONG, PUBLISH, REOPEN, WITHDRAW


@transaction.atomic
def publish_offer(*, offer: Offer, by: Author) -> Offer:
    """Shows a complete draft to associations, at once. Raises WrongState with what is missing."""
    offer = lock(offer, by)
    now = timezone.now()
    check_can_publish(offer, now)
    before = offer.state
    offer.state = OFFER_MOVES.target(PUBLISH, before, refusal="")
    offer.listed, offer.published_at = True, now
    offer.save(update_fields=["state", "listed", "published_at"])
    record(offer, before, now, by)
    offer_shown.send(Offer, offer_id=offer.id)
    return offer


@transaction.atomic
def move_closing(*, offer: Offer, closes_at: datetime, by: Author) -> Offer:
    """Prolongs an open dwelling, or opens a closed one again: associations are told as of a publication.

    Raises WrongState once a file was transmitted for it, and for a closing that is not later or too far.
    """
    offer = lock(offer, by)
    now = timezone.now()
    check_can_move_closing(offer, closes_at, now)
    before = offer.state
    action = PROLONG if OFFER_MOVES.allows(PROLONG, before) else REOPEN
    offer.state = OFFER_MOVES.target(action, before, refusal="")
    offer.closes_at, offer.listed = closes_at, True
    offer.save(update_fields=["state", "closes_at", "listed"])
    record(offer, before, now, by, action)
    offer_shown.send(Offer, offer_id=offer.id)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, reason: str, by: Author) -> Offer:
    """Takes a dwelling back, with a coded reason. Associations learn at the nightly release: `listed` stays.

    Raises WrongState for a draft, which nobody saw, and once withdrawn or ended.
    """
    offer = lock(offer, by)
    check_can_withdraw(offer)
    now = timezone.now()
    before = offer.state
    offer.state = OFFER_MOVES.target(WITHDRAW, before, refusal="")
    offer.withdrawal_reason, offer.ended_at = reason, now
    offer.save(update_fields=["state", "withdrawal_reason", "ended_at"])
    record(offer, before, now, by, reason)
    return offer


@transaction.atomic
def close_due_offers(*, now: datetime) -> int:
    """Closes the dwellings whose closing has come; how many. Idempotent: a sweep of each minute.

    The closing date was public, so that the list loses them at once.
    """
    due = Offer.objects.due_for_closing(now).select_for_update(skip_locked=True).order_by("id")
    closing = dict(due.values_list("id", "state"))
    target = OfferState.CLOSED
    Offer.objects.filter(id__in=closing).update(state=target, listed=False)
    OfferTransition.objects.bulk_create(
        OfferTransition(offer_id=offer_id, at=now, from_state=before, to_state=target)
        for offer_id, before in closing.items()
    )
    return len(closing)


def record(offer: Offer, before: str, at: datetime, by: Author | None, reason: str = "") -> None:
    """The row of a move just made, in the caller's transaction. By nobody: by the platform."""
    OfferTransition.objects.create(
        offer=offer,
        at=at,
        from_state=before,
        to_state=OfferState(offer.state),
        by=by.user if by else None,
        organisation=by.organisation if by else None,
        client=client_of(by) if by else None,
        reason=reason,
    )


def lock(offer: Offer, by: Author) -> Offer:
    """A landlord's own dwelling, locked. Raises Offer.DoesNotExist."""
    return (
        Offer.objects.select_for_update(of=("self",))
        .select_related("location")
        .get(id=offer.id, bailleur_id=by.organisation_id)
    )
