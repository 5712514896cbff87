"""How the installation fares, for its operator: queues, clock, backups, mail, slow pages.

No person, no organisation, no place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db.models import Min, QuerySet
from django.utils import timezone

from common.backups import keeping
from common.backups.keeping import Kind
from common.last_beat import LAST_BEAT
from common.slow_pages import slow_pages
from common.views import CHECKS
from matching.models import DueAssessment
from notifications.models import Notice, NoticeSettings
from offers.models import OfferImport
from offers.models.offer_import import UNDER_WAY

# What is due is a row: its age says whether workers keep up, whatever became of its message.
DUE: Final[dict[str, tuple[Callable[[datetime], QuerySet[Any]], str]]] = {
    "notices": (lambda now: Notice.objects.to_mail(now).filter(urgent=True), "due_at"),
    "matches": (lambda now: DueAssessment.objects.all(), "asked_at"),
    "imports": (lambda now: OfferImport.objects.filter(state__in=UNDER_WAY), "moved_at"),
}

BEAT_SECONDS: Final = 120  # two of its minutes
# How long the oldest of each may wait, as in the alert rules of docs/operations.md.
WORK_SECONDS: Final = {"notices": 600, "matches": 900, "imports": 1_800}
BACKUP_SECONDS: Final = 26 * 3600  # one a night, with the time to make it
MOST_SLOW: Final = 20  # one is a machine that was busy, these are a page


@dataclass(frozen=True)
class OperatorStatus:
    """Ages are in seconds. None: never, or not known because the service does not answer."""

    services: dict[str, bool]
    queued: dict[str, int | None]
    oldest: dict[str, float | None]
    last_beat: float | None
    backups: dict[str, float | None]
    bounced: int | None
    slow: dict[str, int]  # answers over a second, by page, in this hour and the one before

    def troubles(self) -> list[str]:
        """What the operator has to look at, a sentence each (docs/operations.md: alert rules).

        What has to last, or to grow, is Prometheus's alone to see: queues, bounces.
        """
        found = [f"{name} does not answer." for name, answers in self.services.items() if not answers]
        if self.last_beat is None or self.last_beat > BEAT_SECONDS:
            found.append("beat has sent nothing for two minutes: start it.")
        for name, age in self.oldest.items():
            if age is not None and age > WORK_SECONDS[name]:
                found.append(f"{name}: the oldest waits for {age:.0f} seconds: look at the workers.")
        for kind, age in self.backups.items():
            if age is None or age > BACKUP_SECONDS:
                found.append(f"no backup of today ({kind}): run `manage.py backup`.")
        for page, times in self.slow.items():
            if times > MOST_SLOW:
                found.append(
                    f"{page}: {times} answers took over a second: look at the database and the web processes."
                )
        return found


def status() -> OperatorStatus:
    """Asked service by service: one that does not answer hides nothing of the others."""
    now = timezone.now()
    return OperatorStatus(
        services={name: _known(check, failed=False) is not False for name, check in CHECKS.items()},
        queued={name: _known(partial(_queued, name)) for name in settings.CELERY_TASK_QUEUES},
        oldest={name: _known(partial(_oldest, rows, column, now)) for name, (rows, column) in DUE.items()},
        last_beat=_known(lambda: _age(cache.get(LAST_BEAT), now)),
        backups={str(kind): _age(_moment(keeping.last(kind)), now) for kind in Kind},
        bounced=_known(lambda: NoticeSettings.objects.filter(bounced_at__isnull=False).count()),
        slow=_known(slow_pages, failed={}),
    )


def _known(ask: Callable[[], Any], *, failed: Any = None) -> Any:
    try:
        return ask()
    except Exception:  # noqa: BLE001 - whatever a driver raises, the service does not answer
        return failed


def _queued(name: str) -> int:
    """Messages that wait in a queue, which is a list of Valkey under its name."""
    with current_app.connection_for_read(connect_timeout=2) as connection:
        channel: Any = connection.default_channel
        return int(channel.client.llen(name))


def _oldest(rows: Callable[[datetime], QuerySet[Any]], column: str, now: datetime) -> float | None:
    return _age(_moment(rows(now).aggregate(oldest=Min(column))["oldest"]), now)


def _moment(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _age(at: float | None, now: datetime) -> float | None:
    return None if at is None else max(0.0, now.timestamp() - at)
