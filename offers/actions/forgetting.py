"""Where a dwelling stood, destroyed once somebody lives there."""

from uuid import UUID

from django.db import transaction

from offers.models import OfferLocation, OfferPhoto


@transaction.atomic
def forget_location(*, offer_id: UUID) -> bool:
    """Erases position, address, door and photos; commune and département stay, reports count them.

    False when there was nothing left to erase.
    """
    location = OfferLocation.objects.select_for_update().get(offer=offer_id)
    photos = list(OfferPhoto.objects.filter(location=location))
    told = (location.address, location.door, location.residence, location.quarter, location.lat, photos)
    if not any(told):
        return False
    location.address = location.door = location.residence = location.quarter = ""
    location.lat = location.lon = None
    location.save()
    files = [photo.image for photo in photos]
    OfferPhoto.objects.filter(location=location).delete()

    def erase() -> None:
        for file in files:
            file.delete(save=False)

    transaction.on_commit(erase)
    return True
