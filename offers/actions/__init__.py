"""Every write of `offers`."""

from offers.actions.drafts import DuplicateReference, delete_draft, duplicate_offer, save_draft
from offers.actions.forgetting import forget_location
from offers.actions.photos import TooManyPhotos, add_photo, remove_photo
from offers.actions.publication import close_due_offers, move_closing, publish_offer, withdraw_offer

__all__ = [
    "DuplicateReference",
    "TooManyPhotos",
    "add_photo",
    "close_due_offers",
    "delete_draft",
    "duplicate_offer",
    "forget_location",
    "move_closing",
    "publish_offer",
    "remove_photo",
    "save_draft",
    "withdraw_offer",
]
