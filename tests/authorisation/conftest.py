"""The world of the table, committed once for the module: building it for each cell would take minutes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from matching.models import CandidatureState
from tests.authorisation import world as worlds
from tests.authorisation.gestures import GESTURES, HOLDERS, ROLES
from tests.conftest import DATABASES

SHARE = 8  # small counts play one in so many of the states in which a stranger is refused


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Small counts: whoever holds a move plays it in every state, strangers in some, another one for each of them.

    The full counts, and `-m workflow`, play every cell.
    """
    if os.environ.get("FULL_COUNTS") or config.option.markexpr:
        return
    left = [item for item in items if _is_left_out(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        out = set(left)
        items[:] = [item for item in items if item not in out]


def _is_left_out(item: pytest.Item) -> bool:
    if not item.get_closest_marker("workflow") or not isinstance(item, pytest.Function):
        return False
    cell = getattr(item, "callspec", None)
    if cell is None or "role" not in cell.params:
        return False
    action, state, role = (cell.params[name] for name in ("action", "state", "role"))
    if role in HOLDERS[GESTURES[action].side]:
        return False
    places = list(GESTURES).index(action) + list(CandidatureState).index(state) + ROLES.index(role)
    return places % SHARE != 0


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
