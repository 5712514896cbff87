"""The one clock, on as many machines as one likes: whoever holds the lock in Valkey sends what is due, others wait.

A lock that expired is taken up by another within half a minute. An emptied Valkey gives it to the first that asks.
"""

import secrets
import time
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler
from celery.utils.log import get_logger
from django.core.cache import cache

from common.last_beat import LAST_BEAT
from passlogement.alive import touch_alive

LOCK = "beat-lock"
LOCK_SECONDS = 30
WAIT_SECONDS = 5
# What fell due while nobody held the lock is sent by whoever takes it; each task is safe to run twice.
OVERLAP = timedelta(seconds=2 * LOCK_SECONDS)

logger = get_logger(__name__)


class OneBeat(PersistentScheduler):
    """Celery's own schedule on disk, under the lock."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.me = secrets.token_hex(8)
        super().__init__(*args, **kwargs)
        self.max_interval = WAIT_SECONDS  # a lock is renewed more often than it expires

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds to wait until the next."""
        touch_alive()
        try:
            held = self._holds()
        except Exception as error:  # noqa: BLE001 - without Valkey nothing can be sent either
            logger.warning("beat waits for Valkey", extra={"error": type(error).__name__})
            return WAIT_SECONDS
        self._set_back()
        if held:
            return min(super().tick(*args, **kwargs), WAIT_SECONDS)
        self._keep_up()
        return WAIT_SECONDS

    def _holds(self) -> bool:
        if not cache.add(LOCK, self.me, LOCK_SECONDS):
            if cache.get(LOCK) != self.me:
                return False
            cache.touch(LOCK, LOCK_SECONDS)
        cache.set(LAST_BEAT, time.time(), None)
        return True

    def _set_back(self) -> None:
        """A clock that ran ahead was set right: what was sent « later than now » would wait until then."""
        ahead = [
            entry for entry in self.schedule.values() if entry.last_run_at and entry.last_run_at > entry.default_now()
        ]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None

    def _keep_up(self) -> None:
        """Another sends what is due: taking over in the day must not release what belongs to the night."""
        for entry in self.schedule.values():
            recent = entry.default_now() - OVERLAP
            entry.last_run_at = max(entry.last_run_at or recent, recent)
        self._heap = None
