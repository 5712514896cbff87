"""Every write of `offers`."""

from offers.actions.drafts import (
    DuplicateReference,
    correct_draft,
    create_draft,
    delete_draft,
    duplicate_offer,
    save_draft,
)
from offers.actions.forgetting import forget_location
from offers.actions.imports import (
    CannotImport,
    abandon_import,
    apply_import,
    carry_on,
    choose_columns,
    forget_imports,
    open_import,
    restart_stuck_imports,
)
from offers.actions.photos import TooManyPhotos, add_photo, remove_photo
from offers.actions.publication import close_due_offers, move_closing, publish_offer, withdraw_offer
from offers.actions.reservation import free_offer, reserve_offer
from offers.actions.upsert import Outcome, SentDwelling, Upserted, plan_upsert, upsert_offers

__all__ = [
    "CannotImport",
    "DuplicateReference",
    "Outcome",
    "SentDwelling",
    "TooManyPhotos",
    "Upserted",
    "abandon_import",
    "add_photo",
    "apply_import",
    "carry_on",
    "choose_columns",
    "close_due_offers",
    "correct_draft",
    "create_draft",
    "delete_draft",
    "duplicate_offer",
    "forget_imports",
    "forget_location",
    "free_offer",
    "move_closing",
    "open_import",
    "plan_upsert",
    "publish_offer",
    "remove_photo",
    "reserve_offer",
    "restart_stuck_imports",
    "save_draft",
    "upsert_offers",
    "withdraw_offer",
]
