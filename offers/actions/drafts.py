"""Drafts: what a landlord types, kept as it is typed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.authors import Author
from accounts.models import Membership
from offers.closing import closing_of, default_day
from offers.models import Offer, OfferLocation
from offers.policies import OF_LOCATION, check_can_edit

# What a copy leaves behind: its own life, and what tells one dwelling of a residence from the next.
NOT_COPIED = frozenset(
    {
        "id", "reference", "departement", "floor", "available_on", "occupancy", "closes_at", "caleol_on", "state",
        "listed", "withdrawal_reason", "created_at", "published_at", "first_transmitted_at", "ended_at",
        "total_rent_cents",
    }
)  # fmt: skip
COPIED_OF_LOCATION = ("commune_id", "quarter", "residence", "address", "lat", "lon")


class DuplicateReference(Exception):
    """The landlord already has a dwelling of this reference that has not ended."""


@transaction.atomic
def save_draft(*, draft_id: UUID, fields: Mapping[str, Any], by: Author) -> Offer:
    """Keeps a draft: begins the one of this id, or changes it. `fields` are columns of Offer and OfferLocation.

    The id is drawn by the page that shows the form, so that a form sent twice, or sent while it saves itself, is one
    draft. Raises WrongState when the dwelling is a draft no more, DuplicateReference, and Offer.DoesNotExist for
    another landlord's.
    """
    Offer.objects.get_or_create(id=draft_id, defaults={"bailleur_id": by.organisation_id})
    offer = Offer.objects.select_for_update().get(id=draft_id, bailleur_id=by.organisation_id)
    check_can_edit(offer)
    location, _ = OfferLocation.objects.get_or_create(offer=offer)
    for name, value in fields.items():
        setattr(location if name in OF_LOCATION else offer, name, value)
    try:
        with transaction.atomic():
            offer.save()
    except IntegrityError as error:
        if "offer_reference_unique" in str(error):
            raise DuplicateReference from error
        raise
    location.save()
    offer.location = location
    return offer


@transaction.atomic
def create_draft(*, fields: Mapping[str, Any], by: Author) -> Offer:
    """A new draft, which closes on the default day unless said otherwise. Raises DuplicateReference."""
    closes_at = closing_of(default_day(timezone.localdate()))
    return save_draft(draft_id=uuid4(), fields={"closes_at": closes_at, **fields}, by=by)


@transaction.atomic
def correct_draft(*, offer: Offer, fields: Mapping[str, Any], by: Author) -> Offer:
    """Changes what is given of a draft; a door does not follow to another commune.

    Raises WrongState when it is a draft no more, and Offer.DoesNotExist for another landlord's.
    """
    location = OfferLocation.objects.get(offer=offer)
    moved = "commune_id" in fields and fields["commune_id"] != location.commune_id
    return save_draft(draft_id=offer.id, fields={"lat": None, "lon": None, **fields} if moved else fields, by=by)


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
    """A new draft with the same facts and address. Three things are left to give: reference, floor and door,
    availability; the closing is the default one."""
    offer = Offer.objects.select_related("location").get(id=offer.id, bailleur_id=by.organisation_id)
    facts = {
        field.attname: getattr(offer, field.attname)
        for field in Offer._meta.concrete_fields
        if field.attname not in NOT_COPIED
    }
    copy = Offer.objects.create(**facts, closes_at=closing_of(default_day(timezone.localdate())))
    where = {name: getattr(offer.location, name) for name in COPIED_OF_LOCATION}
    copy.location = OfferLocation.objects.create(offer=copy, **where)
    return copy
