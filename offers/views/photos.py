"""Photos of a landlord's own dwelling. Associations see them through matching's location page only."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from offers import actions
from offers.models import Offer, OfferPhoto
from offers.photos import MAX_PHOTOS, photo_response, reencode


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def add_photo(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Adds the files sent; each that is refused is named with its reason, the others are kept."""
    offer = get_object_or_404(Offer.objects.owned_by(request.member), id=offer_id)
    files = request.FILES.getlist("photos")[: MAX_PHOTOS + 1]
    for file in files:
        _add(request, offer, file)
    if not files:
        messages.error(request, "Choisissez au moins une photo.")
    return redirect("offers:own_offer", offer_id)


def _add(request: MemberRequest, offer: Offer, file: UploadedFile) -> None:
    try:
        actions.add_photo(offer=offer, image=reencode(file), by=request.member)
    except ValidationError as error:
        messages.error(request, f"« {str(file.name)[:60]} » : {' '.join(error.messages)}")
    except actions.TooManyPhotos:
        messages.error(request, f"Un logement a {MAX_PHOTOS} photos au plus.")
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Photo ajoutée.")


@requires(Permission.PUBLISH_DWELLINGS)
@require_safe
def photo(request: MemberRequest, offer_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    return photo_response(_own_photo(request, offer_id, photo_id))


@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def remove_photo(request: MemberRequest, offer_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponse:
    try:
        actions.remove_photo(photo=_own_photo(request, offer_id, photo_id), by=request.member)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Photo retirée.")
    return redirect("offers:own_offer", offer_id)


def _own_photo(request: MemberRequest, offer_id: uuid.UUID, photo_id: uuid.UUID) -> OfferPhoto:
    own = OfferPhoto.objects.filter(location__offer__in=Offer.objects.owned_by(request.member))
    return get_object_or_404(own, id=photo_id, location_id=offer_id)
