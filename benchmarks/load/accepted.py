"""Each accepted write, looked for in the database once the workers have nothing left to do."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from home.operator import status
from matching.models import Candidature, DueAssessment, Message, Side
from matching.models.message import Channel
from notifications.models import Notice
from offers.models import Offer, OfferState, OfferTransition

PATIENCE = 240.0  # seconds: what a killed worker had begun waits for the sweep of the next minute


@dataclass(frozen=True)
class Found:
    """`undone`: rows that still wait for a worker."""

    accepted: int
    lost: int
    doubled: int
    undone: int


def look_for(records: Sequence[dict[str, Any]]) -> Found:
    since = datetime.fromtimestamp(min(one["at"] for one in records), tz=UTC)
    undone = _wait_for_the_workers()
    accepted, uncertain = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in records:
        if "write" in one:
            kept = uncertain if one["accepted"] is None else accepted if one["accepted"] else Counter()
            kept[one["write"], one["key"]] += 1
    there = {kind: count({key for of, key in accepted if of == kind}, since) for kind, count in _RULES.items()}
    lost = sum(max(0, times - there[kind][key]) for (kind, key), times in accepted.items())
    doubled = sum(max(0, there[kind][key] - times - uncertain[kind, key]) for (kind, key), times in accepted.items())
    return Found(accepted=accepted.total(), lost=lost, doubled=doubled, undone=undone)


def _wait_for_the_workers() -> int:
    limit = time.monotonic() + PATIENCE
    while undone := _undone():
        if time.monotonic() > limit:
            break
        time.sleep(1)
    return undone


def _undone() -> int:
    """Messages in queues too: the last sweeps may still hold some."""
    now = timezone.now()
    queued = sum(status().queued[name] or 0 for name in settings.CELERY_TASK_QUEUES)
    return DueAssessment.objects.count() + Notice.objects.to_mail(now).filter(urgent=True).count() + queued


def _requests(keys: set[str], since: datetime) -> Counter[str]:
    pairs = Candidature.objects.filter(household__in={key.split()[0] for key in keys}).order_by()
    return Counter(f"{household} {offer}" for household, offer in pairs.values_list("household_id", "offer_id"))


def _messages(keys: set[str], since: datetime) -> Counter[str]:
    """Of the associations to the federation: the demonstration has older ones, and answers to come."""
    written = Message.objects.filter(
        candidature_id__in=keys, at__gte=since, side=Side.ASSOCIATION, channel=Channel.FEDERATION
    ).order_by()
    return Counter({str(key): count for key, count in written.values_list("candidature").annotate(Count("id"))})


def _drafts(keys: set[str], since: datetime) -> Counter[str]:
    return Counter(str(key) for key in Offer.objects.filter(id__in=keys).order_by().values_list("id", flat=True))


def _publications(keys: set[str], since: datetime) -> Counter[str]:
    """By their dated moves, of dwellings that are published."""
    moves = OfferTransition.objects.filter(
        offer_id__in=keys, to_state=OfferState.PUBLISHED, offer__state=OfferState.PUBLISHED
    )
    return Counter(str(key) for key in moves.order_by().values_list("offer_id", flat=True))


_RULES = {"request": _requests, "message": _messages, "draft": _drafts, "publication": _publications}
