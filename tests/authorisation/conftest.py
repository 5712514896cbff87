"""The world of the table, committed once for the module: building it for each cell would take minutes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.authorisation import world as worlds
from tests.conftest import DATABASES


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[worlds.World]:
    """Each cell's own transaction starts from it. Afterwards the databases are as empty as before."""
    files: Path = tmp_path_factory.mktemp("authorisation")
    mail = files / "mail"
    mail.mkdir()
    (mail / "1.log").write_bytes(b"Subject: Essai\n\nBonjour\n" + b"\n" + b"-" * 79 + b"\n")
    with override_settings(MEDIA_ROOT=files, EMAIL_FILE_PATH=mail):
        with django_db_blocker.unblock():
            built = worlds.build()
        cache.clear()
        yield built
        with django_db_blocker.unblock():
            for database in DATABASES:
                call_command("flush", verbosity=0, interactive=False, database=database)
