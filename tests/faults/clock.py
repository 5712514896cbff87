"""The platform's Celery application, in which a minute lasts five seconds: a run plays a dozen faults in six minutes.

`celery -A tests.faults.clock`. Nothing else differs: the same sweeps, of the same rows, under the same lock.
"""

from datetime import timedelta

from celery.signals import worker_process_init

from passlogement.celery import app

MINUTE = 60.0
SWEEP = 5.0
WITHOUT_NEWS = timedelta(seconds=10)

for _entry in app.conf.beat_schedule.values():
    if _entry["schedule"] == MINUTE:
        _entry["schedule"] = SWEEP


@worker_process_init.connect
def imports_are_missed_sooner(**kwargs: object) -> None:
    from offers.models import offer_import  # noqa: PLC0415 - after Django's setup

    offer_import.STUCK = WITHOUT_NEWS  # type: ignore[misc]
