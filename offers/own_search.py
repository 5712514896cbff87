"""What a landlord's agent searches in her own list, sealed: it may be a street, and addresses of pages are logged."""

import base64
import binascii

from accounts.models import Membership
from common.encryption import CannotOpen, Place, keyring

MAX_TEXT = 80
MAX_SEALED = 1000


def _place(by: Membership) -> Place:
    return Place("offers_own_list", str(by.id), "text")


def seal_text(text: str, by: Membership) -> str:
    """The text as it may stand in the address of a page; empty for an empty text."""
    kept = text.replace("\x00", "").strip()[:MAX_TEXT]
    return base64.urlsafe_b64encode(keyring().seal(kept.encode(), _place(by))).decode() if kept else ""


def open_text(sealed: str, by: Membership) -> str:
    """The text sealed for this person; empty for what was not."""
    if len(sealed) > MAX_SEALED:
        return ""
    try:
        return keyring().open(base64.urlsafe_b64decode(sealed), _place(by)).decode()
    except (CannotOpen, binascii.Error, ValueError):
        return ""
