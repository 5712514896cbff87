"""A thread as its two sides read it: texts opened under the household's key, authors by their side."""

from dataclasses import dataclass
from datetime import datetime

from associations.files import FileGone, key_of
from common.encryption import Place, open_with, seal_with
from matching.canned import CANNED
from matching.models import Candidature, Message
from matching.models.message import Channel
from matching.models.transition import Side


@dataclass(frozen=True)
class Said:
    author: str
    at: datetime
    text: str
    mine: bool


@dataclass(frozen=True)
class Thread:
    """`canned`: what this side may send without typing; `open`: it may still write."""

    channel: str
    title: str
    messages: tuple[Said, ...]
    canned: tuple[str, ...]
    open: bool


def seal_message(message: Message, text: str, key: bytes) -> bytes:
    return seal_with(key, text.encode(), _place(message))


def thread_of(candidature: Candidature, channel: str, side: Side) -> Thread:
    """One thread of a candidature as a side reads it; empty once the household's key is destroyed. Two queries."""
    found = Message.objects.of(candidature, channel).select_related("organisation")
    try:
        key = key_of(candidature.household_or_gone())
    except FileGone:
        found = found.none()
        key = b""
    said = tuple(
        Said(
            author=one.organisation.name,
            at=one.at,
            text=open_with(key, bytes(one.sealed), _place(one)).decode(),
            mine=one.side == side,
        )
        for one in found
    )
    return Thread(
        channel=channel,
        title=str(Channel(channel).label) if side == Side.ASSOCIATION else "Avec l’association",
        messages=said,
        canned=CANNED[channel, side],
        open=candidature.is_active,
    )


def _place(message: Message) -> Place:
    return Place("matching_message", str(message.id), "sealed")
