"""The nightly release: what happened elsewhere shows to the others once a night, in random order (design.md 5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matching.actions.moves import counted_before, lock, record_move
from matching.models import Candidature, ReleasedNeed, Side
from matching.narrowing import light
from matching.network import is_needed
from matching.workflow import CANDIDATURE_MOVES, END
from offers.models import Offer, OfferState

DWELLING_ENDED = "logement_termine"


@dataclass(frozen=True)
class Released:
    """What a release did: dwellings that left the lists, requests ended with their dwelling, dwellings needed."""

    unlisted: int
    ended: int
    needed: int


def release_consequences(*, now: datetime) -> Released:
    """Takes off the lists what is no longer to be had, and ends the requests kept on dwellings that ended.

    Each request ends in a transaction of its own: a release cut short goes on at the next one. Safe to run at any
    time and more than once.
    """
    ended = (
        Candidature.objects.active().filter(offer__ended_at__isnull=False).order_by("?").values_list("id", flat=True)
    )
    return Released(
        unlisted=_unlist(),
        ended=sum(_end(candidature_id, now) for candidature_id in list(ended)),
        needed=_release_needs(now),
    )


@transaction.atomic
def _unlist() -> int:
    transmitted = Candidature.objects.filter(offer=OuterRef("pk"), transmitted_at__isnull=False)
    due = Offer.objects.filter(listed=True).filter(~Q(state=OfferState.PUBLISHED) | Exists(transmitted))
    return due.update(listed=False)


@transaction.atomic
def _end(candidature_id: UUID, now: datetime) -> bool:
    candidature = lock(candidature_id)
    if candidature.offer.ended_at is None or not CANDIDATURE_MOVES.allows(END, candidature.state):
        return False
    before = candidature.state
    candidature.state = CANDIDATURE_MOVES.target(END, before, refusal="")
    candidature.save(update_fields=["state"])
    record_move(
        candidature,
        from_state=before,
        at=now,
        facts=counted_before(candidature),
        side=Side.SYSTEM,
        by=None,
        reason=DWELLING_ENDED,
    )
    return True


@transaction.atomic
def _release_needs(now: datetime) -> int:
    """Of which open dwellings their landlords read that the network needs them: until the next release."""
    today = timezone.localdate(now)
    needed = [
        ReleasedNeed(offer_id=dwelling.id, on=today)
        for dwelling in light(Offer.objects.open_at(now))
        if is_needed(dwelling, today)
    ]
    ReleasedNeed.objects.all().delete()
    ReleasedNeed.objects.bulk_create(needed)
    return len(needed)
