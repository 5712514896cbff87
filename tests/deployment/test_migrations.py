"""Migrations that the linter accepts are ones that exist, and whose name is no other's."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.backends.utils import CursorWrapper

from tests.deployment.linting import ACCEPTED, OURS

ROOT = Path(settings.BASE_DIR)


def test_every_application_is_linted() -> None:
    assert {path.parent.name for path in ROOT.glob("*/migrations") if not path.parent.is_symlink()} == set(OURS)


def test_what_is_accepted_exists_and_hides_no_other() -> None:
    files = {f"{path.parent.parent.name}/{path.stem}" for path in ROOT.glob("*/migrations/0*.py")}
    names = Counter(name.partition("/")[2] for name in files)

    assert set(ACCEPTED) <= files
    shared = {name for name in ACCEPTED if names[name.partition("/")[2]] > 1}
    assert shared <= {name for name in ACCEPTED if name.endswith("/0001_initial")}
    assert all(ACCEPTED.values())


@pytest.mark.django_db
def test_a_migration_takes_its_time_but_waits_for_no_lock() -> None:
    """An index made beside a busy table takes longer than a page may; a lock is given up all the same."""
    with connection.cursor() as cursor:
        limits = {name: _limit(cursor, name) for name in ("statement_timeout", "lock_timeout")}
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")

        assert limits["statement_timeout"] != "0"
        assert _limit(cursor, "statement_timeout") == "0"
        assert _limit(cursor, "lock_timeout") == limits["lock_timeout"] != "0"

        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert _limit(cursor, "statement_timeout") == limits["statement_timeout"]


def _limit(cursor: CursorWrapper, name: str) -> str:
    cursor.execute(f"SHOW {name}")
    return str(cursor.fetchone()[0])
