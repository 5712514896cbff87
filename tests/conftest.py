"""The harness: servers of the suite's own, personas instead of anonymous users, traps for silent defects.

`python -m pytest` alone starts the embedded PostgreSQL and Valkey, unless DATABASE_URL and REDIS_URL name others.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from passlogement import embedded
from tests.harness import shuffle_unordered_querysets

DATABASES = ["default", "vault"]
LONGEST = ("browser", "canary")
# `make test` tries some sixty cases of each property, `make test-all` thousands. No deadline: a timing is no test.
_untimed = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("small", max_examples=60, **_untimed)
settings.register_profile("full", max_examples=5_000, **_untimed)
settings.load_profile("full" if os.environ.get("FULL_COUNTS") else "small")
_servers = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    _servers.enter_context(embedded.use("test"))
    shuffle_unordered_querysets()


def pytest_unconfigure(config: pytest.Config) -> None:
    _servers.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that may touch the database may touch both: a household without its key is no household.

    The longest come first, in their random order: none is left alone on one worker at the end.
    """
    for item in items:
        if marker := item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "databases": DATABASES}), append=False)
    items.sort(key=lambda item: not any(map(item.get_closest_marker, LONGEST)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end, lets go of the connections that a live server's threads left open: a database in use stays."""
    from django.db import connections  # noqa: PLC0415 - after Django's setup

    yield
    with django_db_blocker.unblock():
        for alias in DATABASES:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and session lives of one test never reach the next."""
    from django.core.cache import cache  # noqa: PLC0415 - after Django's setup

    yield
    cache.clear()


pytest_plugins = ["tests.personas"]
