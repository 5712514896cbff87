"""A migration may take its time: an index is made beside a busy table, a constraint is proved over all of its rows.

A page may not hold a statement for 10 seconds (settings.base). The limit on waiting for a lock stays.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def _lift_the_limit(*, using: str, **about: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def _put_it_back(*, using: str, **about: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("RESET statement_timeout")


def watch(application: AppConfig) -> None:
    """Both are sent for each application: once is enough."""
    pre_migrate.connect(_lift_the_limit, sender=application)
    post_migrate.connect(_put_it_back, sender=application)
