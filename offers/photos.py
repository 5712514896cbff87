"""Photos: re-encoded, so that nothing of the agent's file remains but the picture."""

from __future__ import annotations

import io
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from PIL import Image, ImageOps

from offers.models import OfferPhoto

MAX_SIDE_PX = 1600
MAX_PHOTOS = 8
QUALITY = 82
# A JPEG is decoded at a fraction of its size, the others whole, at 4 bytes a pixel: a worker's memory is the limit.
MAX_PIXELS = {"JPEG": 80_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
TOO_MANY_PIXELS = "cette photo a trop de pixels, réduisez-la d’abord."


def reencode(upload: UploadedFile) -> ContentFile[bytes]:
    """The picture as a fresh JPEG of at most 1600 px, upright, without EXIF. Raises ValidationError in French."""
    if upload.size is None or upload.size > settings.MAX_PHOTO_BYTES:
        limit = settings.MAX_PHOTO_BYTES // (1024 * 1024)
        raise ValidationError(f"cette photo est trop lourde, {limit} Mo au plus.")
    try:
        picture = _decode(upload)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # a hostile file makes Pillow raise anything, struct.error included
        raise ValidationError("ce fichier n’est pas une photo lisible (JPEG, PNG ou WebP).") from error
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(content.getvalue(), name="photo.jpg")


def _decode(upload: UploadedFile) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow warns of sizes that our own limit refuses just below, and of oddities that re-encoding removes.
        warnings.simplefilter("ignore")
        image = Image.open(upload, formats=list(MAX_PIXELS))
        if image.width * image.height > MAX_PIXELS[str(image.format)]:
            raise ValidationError(TOO_MANY_PIXELS)
        image.draft("RGB", (MAX_SIDE_PX, MAX_SIDE_PX))
        image.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    # A new image holds pixels only: no EXIF, no comment, no thumbnail, no colour profile.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    return clean


def photo_response(photo: OfferPhoto) -> HttpResponse:
    """The picture, under a name that says nothing. The caller has checked who asks. Raises Http404 without a file."""
    try:
        with photo.image.open("rb") as file:
            content = file.read()  # small: re-encoded at 1600 px
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Content-Disposition": 'inline; filename="photo.jpg"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
