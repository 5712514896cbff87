"""Photos of a dwelling, added and taken away by its landlord."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Membership
from offers.models import Offer, OfferPhoto
from offers.photos import MAX_PHOTOS


class TooManyPhotos(Exception):
    """The dwelling already has its eight photos."""


@transaction.atomic
def add_photo(*, offer: Offer, image: ContentFile[bytes], by: Membership) -> OfferPhoto:
    """Adds a picture already re-encoded (offers.photos.reencode). Raises TooManyPhotos."""
    offer = Offer.objects.select_for_update().get(id=offer.id, bailleur_id=by.organisation_id)
    count = OfferPhoto.objects.filter(location_id=offer.id).count()
    if count >= MAX_PHOTOS:
        raise TooManyPhotos
    return OfferPhoto.objects.create(location_id=offer.id, image=image, position=count)


@transaction.atomic
def remove_photo(*, photo: OfferPhoto, by: Membership) -> None:
    """Deletes a picture, its file once the transaction holds."""
    file = photo.image
    photo.delete()
    transaction.on_commit(lambda: file.delete(save=False))
