"""What a gathered notice is about, sealed: one household, several dwellings, the first deadline.

In clear, "this référente, that household, that dwelling" would tell where zones are, by the rows that are absent. It
is sealed under the keyring, and found by keyed digests alone. A rotation of the keyring leaves these texts as they
are: they live 90 days, the old key is kept as long, and one that no longer opens is a notice without a figure.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cattrs.preconf.json import make_converter

from common.encryption import CannotOpen, Place, keyring
from notifications.models import Notice

_converter = make_converter()
_converter.register_unstructure_hook(UUID, str)
_converter.register_structure_hook(UUID, lambda text, _: UUID(text))


@dataclass(frozen=True)
class Gathered:
    """`items` are ids in the order they came; each counts once."""

    reference: UUID
    items: tuple[UUID, ...]
    deadline: datetime

    def and_item(self, item: UUID, deadline: datetime) -> "Gathered":
        items = self.items if item in self.items else (*self.items, item)
        return Gathered(self.reference, items, min(self.deadline, deadline))


def waiting_index(kind: str, reference: UUID, due: datetime) -> str:
    """By which the notice that waits for a slot is found."""
    return keyring().blind_index(f"{kind}|{reference}|{due.isoformat()}", "notice").hex()


def about_index(reference: UUID) -> str:
    """By which the notices about a reference are found, to be erased with it."""
    return keyring().blind_index(str(reference), "notice-about").hex()


def seal(notice: Notice, gathered: Gathered) -> str:
    """As text: PostgreSQL takes many rows of text at once, of bytes one by one."""
    return b64encode(keyring().seal(_converter.dumps(gathered).encode(), _place(notice))).decode()


def gathered_of(notice: Notice) -> Gathered | None:
    """What it gathers; None for an ordinary notice, or when it does not open any more."""
    if not notice.sealed:
        return None
    try:
        return _converter.loads(keyring().open(b64decode(notice.sealed), _place(notice)), Gathered)
    except (CannotOpen, ValueError):
        return None


def merged(all_gathered: Iterable[Gathered]) -> tuple[int, datetime] | None:
    """How many items over all of them, each once, and the first deadline; None without any."""
    found = list(all_gathered)
    if not found:
        return None
    return len({item for one in found for item in one.items}), min(one.deadline for one in found)


def _place(notice: Notice) -> Place:
    return Place("notifications_notice", str(notice.id), "sealed")
