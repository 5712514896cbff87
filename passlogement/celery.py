"""The Celery application and its one clock (beat).

A task receives opaque ids only. What is due is a row in PostgreSQL: a message wakes a worker, the sweep of each
minute picks up whatever a lost message left behind.
"""

import os
from logging.config import dictConfig

from celery import Celery
from celery.schedules import crontab
from celery.signals import heartbeat_sent, setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from passlogement.alive import touch_alive

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.development")

app = Celery("passlogement")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The id of the request that sent a task goes along with it (django-structlog).
app.steps["worker"].add(DjangoStructLogInitStep)
heartbeat_sent.connect(touch_alive)


@setup_logging.connect
def keep_our_logs(**kwargs: object) -> None:
    """Workers and beat write as the web does (settings.LOGGING), not in Celery's own way."""
    dictConfig(settings.LOGGING)


app.conf.beat_schedule = {
    "close-due-offers": {"task": "offers.tasks.close_due", "schedule": 60.0},
    "imports": {"task": "offers.tasks.sweep_imports", "schedule": 60.0},
    "forget-imports": {"task": "offers.tasks.forget_imports", "schedule": 3600.0},
    "erase-ended-searches": {"task": "offers.tasks.erase_ended_searches", "schedule": 600.0},
    "months-of-the-access-log": {"task": "accounts.tasks.create_months", "schedule": crontab(hour=4, minute=0)},
    "forget-api-traces": {"task": "accounts.tasks.forget_api_traces", "schedule": 3600.0},
    "carry-out-decisions": {"task": "accounts.tasks.carry_out_decisions", "schedule": 60.0},
    "announce-notices": {"task": "notifications.tasks.sweep", "schedule": 60.0},
    "forget-notices": {"task": "notifications.tasks.forget", "schedule": crontab(hour=4, minute=40)},
    "sweep-vault": {"task": "associations.tasks.sweep_vault", "schedule": crontab(hour=4, minute=10)},
    "retention": {"task": "associations.tasks.retain", "schedule": crontab(hour=4, minute=30)},
    "forget-drafts": {"task": "associations.tasks.forget_old_drafts", "schedule": crontab(hour=4, minute=20)},
    "registrations": {"task": "associations.tasks.remind_of_registrations", "schedule": crontab(hour=8, minute=0)},
    "needs": {"task": "associations.tasks.remind_of_needs", "schedule": crontab(hour=8, minute=5)},
    "ceilings-of-the-year": {
        "task": "associations.tasks.derive_ceilings",
        "schedule": crontab(month_of_year=1, day_of_month=2, hour=4, minute=50),
    },
    "actions": {"task": "conventions.tasks.remind_of_actions", "schedule": crontab(hour=8, minute=20)},
    "chases": {"task": "conventions.tasks.sweep_chases", "schedule": 60.0},
    "keep-deadlines": {"task": "matching.tasks.keep_deadlines", "schedule": 60.0},
    "reviews": {"task": "matching.tasks.remind_of_reviews", "schedule": crontab(hour=8, minute=10)},
    "declared-rehousings": {"task": "matching.tasks.remind_to_confirm", "schedule": crontab(hour=8, minute=15)},
    "forget-after-keys": {"task": "matching.tasks.forget_after_keys", "schedule": crontab(hour=4, minute=35)},
    "find-matches": {"task": "matching.tasks.sweep", "schedule": 60.0},
    "forget-told-pairs": {"task": "matching.tasks.forget_told", "schedule": crontab(hour=4, minute=45)},
    "build-reports": {"task": "reporting.tasks.sweep", "schedule": 60.0},
    "open-due-reports": {"task": "reporting.tasks.open_due_reports", "schedule": crontab(hour=6, minute=0)},
    # design.md 5: what happens elsewhere shows once a night, in random order.
    "nightly-release": {"task": "matching.tasks.release", "schedule": crontab(hour=3, minute=0)},
}
