"""The demonstration of today, loaded once for the tests of a module and erased after them."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from home.demonstration.build import Demonstration, build
from home.demonstration.save import erase


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demonstration]:
    """Committed, so that each test's own transaction starts from it: it takes seconds, not to be paid by each."""
    today = timezone.localdate()
    with django_db_blocker.unblock():
        call_command("load_territories", verbosity=0)
        call_command("load_demo", today=today.isoformat())
    yield build(today)
    with django_db_blocker.unblock():
        erase()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE territories_commune, territories_departement, territories_region CASCADE")
