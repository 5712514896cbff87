"""Photos of a dwelling, added and taken away by its landlord."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from accounts.models import Membership
from offers.models import Offer, OfferPhoto
from offers.photos import MAX_PHOTOS
from offers.policies import check_can_change_photos


class TooManyPhotos(Exception):
    """The dwelling already has its eight photos."""


@transaction.atomic
def add_photo(*, offer: Offer, image: ContentFile[bytes], by: Membership) -> OfferPhoto:
    """Adds a picture already re-encoded (offers.photos.reencode), after the others.

    Raises TooManyPhotos, and WrongState once the dwelling has ended.
    """
    offer = _lock(offer, by)
    photos = OfferPhoto.objects.filter(location_id=offer.id)
    if photos.count() >= MAX_PHOTOS:
        raise TooManyPhotos
    last = photos.aggregate(last=Max("position"))["last"]
    return OfferPhoto.objects.create(location_id=offer.id, image=image, position=0 if last is None else last + 1)


@transaction.atomic
def remove_photo(*, photo: OfferPhoto, by: Membership) -> None:
    """Deletes a picture, its file once the transaction holds. Raises WrongState once the dwelling has ended."""
    _lock(photo.location.offer, by)
    file = photo.image
    photo.delete()
    transaction.on_commit(lambda: file.delete(save=False))


def _lock(offer: Offer, by: Membership) -> Offer:
    offer = Offer.objects.select_for_update().get(id=offer.id, bailleur_id=by.organisation_id)
    check_can_change_photos(offer)
    return offer
