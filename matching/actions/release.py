"""The nightly release: what happened elsewhere shows to the others once a night, in random order (design.md 5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matching.actions.consequences import announce_consequence, restore_others
from matching.actions.moves import advance, lock
from matching.actions.needs_release import release_needs
from matching.models import Candidature, CandidatureState, ReleasedNeed, Side
from matching.models.candidature import TAKEN_STATES
from matching.narrowing import light
from matching.network import is_needed
from matching.workflow import CANDIDATURE_MOVES, END
from offers.models import Offer, OfferState

DWELLING_ENDED = "logement_termine"


@dataclass(frozen=True)
class Released:
    """What a release did: dwellings that left the lists, requests ended with their dwelling, dwellings needed.

    `announced`: requests suspended, restored or closed by what happened to their household elsewhere; `freed`:
    dwellings that nobody waits for any more.
    """

    unlisted: int
    ended: int
    needed: int
    announced: int = 0
    freed: int = 0


def release_consequences(*, now: datetime) -> Released:
    """Takes off the lists what is no longer to be had, and ends the requests kept on dwellings that ended.

    Each request ends in a transaction of its own: a release cut short goes on at the next one. Safe to run at any
    time and more than once.
    """
    announced = _announce(now)
    over = Candidature.objects.active().filter(_dwelling_is_over()).order_by("?").values_list("id", flat=True)
    ended = sum(_end(candidature_id, now) for candidature_id in list(over))
    # What had been suspended by a request that has just ended goes on the same night.
    announced += _announce(now)
    freed = release_needs(now=now)
    return Released(unlisted=_unlist(), ended=ended, needed=_count_needs(now), announced=announced, freed=freed)


def _announce(now: datetime) -> int:
    pending = Candidature.objects.exclude(consequence="").order_by("?").values_list("id", flat=True)
    return sum(announce_consequence(candidature_id=one, now=now) for one in list(pending))


def _dwelling_is_over() -> Q:
    """Ended, let to somebody, or no longer shown to those who only prepared a request."""
    let = Candidature.objects.filter(
        offer=OuterRef("offer"), state__in=(CandidatureState.LEASED, CandidatureState.HOUSED)
    ).exclude(id=OuterRef("id"))
    unsent = Q(state=CandidatureState.PREPARED, offer__listed=False)
    return Q(offer__ended_at__isnull=False) | Exists(let) | unsent


@transaction.atomic
def _unlist() -> int:
    transmitted = Candidature.objects.filter(offer=OuterRef("pk"), transmitted_at__isnull=False)
    due = Offer.objects.filter(listed=True).filter(~Q(state=OfferState.PUBLISHED) | Exists(transmitted))
    return due.update(listed=False)


@transaction.atomic
def _end(candidature_id: UUID, now: datetime) -> bool:
    candidature = lock(candidature_id)
    still = Candidature.objects.active().filter(_dwelling_is_over(), id=candidature_id)
    if not CANDIDATURE_MOVES.allows(END, candidature.state) or not still.exists():
        return False
    taken = candidature.state in TAKEN_STATES
    advance(candidature, END, at=now, side=Side.SYSTEM, reason=DWELLING_ENDED)
    if taken:
        restore_others(candidature)
    return True


@transaction.atomic
def _count_needs(now: datetime) -> int:
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
