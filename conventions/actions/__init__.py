"""Every write of `conventions`."""

from conventions.actions.awareness import add_poster_site, equip_site, remove_site, unequip_site
from conventions.actions.conventions import let_order_leave
from conventions.actions.imports import import_commitments, import_context, import_trainings
from conventions.actions.support import correct_support, count_support, remove_support
from conventions.actions.training import correct_training, count_staff, record_training, remove_training

__all__ = [
    "add_poster_site",
    "correct_support",
    "correct_training",
    "count_staff",
    "count_support",
    "equip_site",
    "import_commitments",
    "import_context",
    "import_trainings",
    "let_order_leave",
    "record_training",
    "remove_site",
    "remove_support",
    "remove_training",
    "unequip_site",
]
