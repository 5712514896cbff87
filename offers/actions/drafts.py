"""Drafts: what a landlord types, kept as it is typed."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from offers.models import Offer, OfferLocation, OfferState, OfferTransition
from offers.policies import check_can_edit

LOCATION_FIELDS = frozenset({"commune_id", "quarter", "residence", "address", "door", "lat", "lon"})
# What a copy keeps: all but what tells one dwelling of a residence from another.
NOT_COPIED = frozenset(
    {
        "id", "reference", "floor", "available_on", "closes_at", "caleol_on", "state", "listed", "withdrawal_reason",
        "created_at", "published_at", "ended_at", "total_rent_cents",
    }
)  # fmt: skip


class DuplicateReference(Exception):
    """The landlord already has a dwelling of this reference that has not ended."""


@transaction.atomic
def save_draft(*, fields: Mapping[str, Any], by: Membership, offer: Offer | None = None) -> Offer:
    """Keeps a draft: a new one, or `offer` changed. `fields` are columns of Offer and OfferLocation.

    Raises WrongState when the dwelling is a draft no more, DuplicateReference.
    """
    if offer is None:
        offer = Offer(bailleur_id=by.organisation_id)
        location = OfferLocation(offer=offer)
    else:
        offer = Offer.objects.select_for_update().get(id=offer.id, bailleur_id=by.organisation_id)
        check_can_edit(offer)
        location = OfferLocation.objects.get(offer=offer)
    for name, value in fields.items():
        setattr(location if name in LOCATION_FIELDS else offer, name, value)
    try:
        with transaction.atomic():
            offer.save()
    except IntegrityError as error:
        if "offer_reference_unique" in str(error):
            raise DuplicateReference from error
        raise
    location.offer = offer
    location.save()
    return offer


@transaction.atomic
def delete_draft(*, offer: Offer, by: Membership) -> None:
    """Deletes a draft with its photos: nobody else ever saw it. Raises WrongState once published."""
    offer = Offer.objects.select_for_update().get(id=offer.id, bailleur_id=by.organisation_id)
    check_can_edit(offer)
    files = [photo.image for photo in offer.location.photos.order_by("id")]
    offer.delete()

    def erase() -> None:
        for file in files:
            file.delete(save=False)

    transaction.on_commit(erase)


@transaction.atomic
def duplicate_offer(*, offer: Offer, by: Membership) -> Offer:
    """A new draft with the same facts and address, without what tells one dwelling from the next: reference, floor,
    door and coordinates, availability."""
    facts = {
        field.attname: getattr(offer, field.attname)
        for field in Offer._meta.concrete_fields
        if field.name not in NOT_COPIED and field.attname not in NOT_COPIED
    }
    location = offer.location
    copy = Offer.objects.create(**facts, reference=_free_reference(offer))
    OfferLocation.objects.create(
        offer=copy,
        commune_id=location.commune_id,
        quarter=location.quarter,
        residence=location.residence,
        address=location.address,
    )
    return copy


def _free_reference(offer: Offer) -> str:
    """A provisional reference that no dwelling of the landlord bears: the agent types the true one."""
    taken = set(Offer.objects.not_ended().filter(bailleur_id=offer.bailleur_id).values_list("reference", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := f"Copie {number}") not in taken)


def record_move(offer: Offer, *, from_state: str, by: Membership | None, reason: str = "") -> None:
    """The transition row of a move just made, in the caller's transaction."""
    OfferTransition.objects.create(
        offer=offer,
        at=timezone.now(),
        from_state=from_state,
        to_state=OfferState(offer.state),
        by=by.user if by else None,
        organisation=by.organisation if by else None,
        reason=reason,
    )
