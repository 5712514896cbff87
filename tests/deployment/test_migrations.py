"""Migrations that the linter accepts are ones that exist, and whose name is no other's."""

from collections import Counter
from pathlib import Path

from django.conf import settings

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
