"""Trees of code that follow each other: the version before, this one, one that adds to busy tables by the rules."""

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

from tests.deployment.parts import ROOT

# The version that installations run until they take this one. Each release writes here the one that it replaces.
VERSION_BEFORE = "e5eff0b42b0ff83774820d1cef95f21bfaf8a6ea"
NOT_COPIED = (".git", ".venv", "node_modules", "var", ".mypy_cache", ".ruff_cache", ".pytest_cache")

# One migration for each kind of change of docs/risky-migrations.md that a busy table may know.
COLUMNS = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [
        migrations.AddField("{model}", "next_word", models.CharField(max_length=20, db_default="", default="neuf")),
        migrations.AddField("{model}", "next_day", models.DateField(null=True)),
    ]
"""
CONSTRAINT = """
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [
        AddConstraintNotValid(
            "{model}", models.CheckConstraint(condition=~models.Q(next_word="jamais"), name="{model}_next_word_said")
        ),
    ]
"""
VALID = """
from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [ValidateConstraint("{model}", "{model}_next_word_said")]
"""
INDEX = """
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

class Migration(migrations.Migration):
    atomic = False
    dependencies = [("{app}", "{last}")]
    operations = [AddIndexConcurrently("{model}", models.Index(fields=["next_day"], name="{model}_next_day"))]
"""
# The code that goes with them: it reads and writes the new columns.
FIELDS = """
{name}.add_to_class("next_word", models.CharField(max_length=20, db_default="", default="neuf"))
{name}.add_to_class("next_day", models.DateField(null=True))
"""
BUSY = {
    "offers": ("Offer", "offers/models/offer.py"),
    "associations": ("Household", "associations/models/household.py"),
    "matching": ("Candidature", "matching/models/candidature.py"),
}


def version_before(folder: Path) -> Path | None:
    """Its tree, or None where the history is not at hand: an archive, or a clone without depth."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", VERSION_BEFORE], cwd=ROOT, capture_output=True, check=False
    )
    if packed.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return _with_assets(folder)


def version_after(folder: Path) -> Path:
    """This tree, with columns, a constraint and an index more on the three tables that are written to most."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    for app, (name, models) in BUSY.items():
        migrations = folder / app / "migrations"
        last = max(path.stem for path in migrations.glob("0*.py"))
        for content in (COLUMNS, CONSTRAINT, VALID, INDEX):
            stem = f"{int(last[:4]) + 1:04}_next"
            text = content.format(app=app, last=last, model=name.lower())
            (migrations / f"{stem}.py").write_text(text, encoding="utf-8")
            last = stem
        with (folder / models).open("a", encoding="utf-8") as file:
            file.write(FIELDS.format(name=name))
    return _with_assets(folder)


def _with_assets(folder: Path) -> Path:
    os.symlink(ROOT / "node_modules", folder / "node_modules")
    return folder
