"""Photos: re-encoded, so that nothing of the agent's file remains but the picture."""

from __future__ import annotations

import io
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from PIL import Image, ImageOps, UnidentifiedImageError

from offers.models import OfferPhoto

MAX_SIDE_PX = 1600
MAX_PIXELS = 60_000_000
MAX_PHOTOS = 8
QUALITY = 82


def reencode(upload: UploadedFile) -> ContentFile[bytes]:
    """The picture as a fresh JPEG of at most 1600 px, upright, without EXIF. Raises ValidationError in French."""
    if upload.size is None or upload.size > settings.MAX_PHOTO_BYTES:
        limit = settings.MAX_PHOTO_BYTES // (1024 * 1024)
        raise ValidationError(f"Cette photo est trop lourde : {limit} Mo au plus.")
    try:
        with warnings.catch_warnings():
            # Pillow only warns of what would fill the memory once decoded.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=["JPEG", "PNG", "WEBP"])
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError("Cette photo a trop de pixels : réduisez-la d’abord.")
            image.draft("RGB", (MAX_SIDE_PX, MAX_SIDE_PX))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError("Cette photo a trop de pixels : réduisez-la d’abord.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError("Ce fichier n’est pas une photo lisible (JPEG, PNG ou WebP).") from error
    upright.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
    # A new image holds pixels only: no EXIF, no comment, no thumbnail, no colour profile.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    content = io.BytesIO()
    clean.save(content, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(content.getvalue(), name="photo.jpg")


def photo_response(photo: OfferPhoto) -> FileResponse:
    """The picture, under a name that says nothing. The caller has checked who asks."""
    response = FileResponse(photo.image.open("rb"), content_type="image/jpeg", filename="photo.jpg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
