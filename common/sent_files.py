"""A file between its preview and its confirmation: the page holds it, sealed for its reader. Nothing is kept here."""

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from django.http import HttpResponse

from common.encryption import CannotOpen, Place, keyring
from common.spreadsheets import Refused

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST: Final = 1_400 * 1024  # bytes, compressed: in base64 it stays under what a form may post


def seal_file(content: bytes, place: Place) -> str:
    """What the form holds. Raises Refused for a file that is too heavy to come back in one."""
    packed = zlib.compress(content)
    if len(packed) > MOST:
        raise Refused("Ce fichier est trop lourd : gardez la seule feuille de la liste, sans image ni mise en forme.")
    return urlsafe_b64encode(keyring().seal(packed, place)).decode()


def open_file(sealed: str, place: Place) -> bytes:
    """The file that `seal_file` sealed for the same place. Raises CannotOpen for anything else."""
    try:
        return zlib.decompress(keyring().open(urlsafe_b64decode(sealed), place))
    except (binascii.Error, ValueError, zlib.error) as error:
        raise CannotOpen from error


def xlsx(content: bytes, name: str) -> HttpResponse:
    """A workbook to download under a name that says nothing of anybody."""
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
