"""The drill: a backup of everything, a purge, everything lost, everything restored. With pg_dump and psql."""

import errno
import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.access import record_access
from accounts.models import AccessEvent, AccessKind, Membership
from accounts.partitions import TABLE
from associations.actions import purge_household
from associations.files import open_file
from associations.models import Household, HouseholdKey, VaultGeneration
from associations.reconciliation import check_reconciled
from common.backups import keeping
from matching import actions
from matching.models import CandidatureTransition
from offers.models import OfferPhoto
from passlogement.embedded import paths, postgres
from tests import factories
from tests.drill import flipped, rows_of
from tests.leaks.recorder import dump

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pg_dump and psql are those of the embedded server"),
]


def program(name: str) -> str:
    return " ".join(paths.as_server([str(postgres.Instance("test").binary(name))]))


@pytest.fixture
def identity(settings: Settings, tmp_path: Path) -> Path:
    """The private key, which the platform has not; backups go to a folder of the test."""
    key = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENT = str(key.to_public())
    settings.BACKUP_DIR = str(tmp_path / "backups")
    settings.MEDIA_ROOT = tmp_path / "photos"
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n")
    return file


def back_up(**options: Any) -> dict[str, Path]:
    """The last backup of each kind."""
    call_command("backup", pg_dump=program("pg_dump"), **options)
    return {str(one.kind): one.path for one in reversed(keeping.kept())}


def restore(path: Path, identity: Path | None) -> None:
    call_command("restore", str(path), identity=identity, psql=program("psql"))


@pytest.fixture
def kept(caseworker: Membership) -> Household:
    household: Household = factories.HouseholdFactory(member=caseworker, code="Pinson 11")
    for _ in range(3):
        record_access(by=caseworker, kind=AccessKind.PURGED, subject=household.id, about=household.id)
    return household


@pytest.fixture
def leaving(caseworker: Membership, association_manager: Membership) -> Household:
    household: Household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    actions.request_dwelling(household=household, offer=factories.OfferFactory(), note="", by=caseworker)
    return household


def photo(content: bytes = b"a picture") -> OfferPhoto:
    made: OfferPhoto = OfferPhoto.objects.create(
        location=factories.OfferFactory().location, image=ContentFile(content, name="x.jpg")
    )
    return made


def rows(alias: str) -> list[tuple[str, str]]:
    return rows_of(dump(connections[alias].settings_dict["NAME"]))


def test_everything_comes_back_but_what_was_purged_since(
    identity: Path, kept: Household, leaving: Household, association_manager: Membership
) -> None:
    picture, destroyed = photo(), photo(b"a door")
    open_before = list(AccessEvent.objects.order_by("at", "id").values_list("id", "kind", "at"))
    made = back_up()
    purge_household(household=leaving, by=association_manager)
    door = destroyed.image.name
    for one in (picture, destroyed):
        default_storage.delete(one.image.name)

    restore(made["main"], identity)
    OfferPhoto.objects.filter(id=destroyed.id).delete()
    restore(made["photos"], identity)

    check_reconciled()
    assert list(Household.objects.all()) == [kept]
    assert open_file(Household.objects.get()).code == "Pinson 11"
    assert not CandidatureTransition.objects.filter(household_ref__isnull=False).exists()
    with default_storage.open(picture.image.name) as file:
        assert file.read() == b"a picture"
    assert not default_storage.exists(door)
    # The log of accesses goes on from where it was, by month, and still refuses to be rewritten.
    back = list(AccessEvent.objects.order_by("at", "id").values_list("id", "kind", "at"))
    assert len(open_before) == 3
    assert [one for one in back if one in open_before] == open_before
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = %s::regclass", [TABLE])
        assert cursor.fetchone()[0] >= 4
    event = AccessEvent.objects.create(
        user=association_manager.user,
        organisation=association_manager.organisation,
        kind=AccessKind.PURGED,
        subject=kept.id,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessEvent.objects.filter(id=event.id).update(subject=leaving.id)


def test_nothing_changes_when_nothing_happened_since(identity: Path, kept: Household, leaving: Household) -> None:
    before = rows("default")
    made = back_up()

    restore(made["main"], identity)

    # But for one more agreement of both databases, which is counted.
    differing = set(before) ^ set(rows("default"))
    assert all("maingeneration" in table for table, _ in differing), differing
    assert VaultGeneration.objects.get().number == 1
    assert any("accessevent" in table for table, _ in before)


def test_a_lost_vault_comes_back(
    identity: Path, kept: Household, leaving: Household, association_manager: Membership
) -> None:
    made = back_up()
    purge_household(household=leaving, by=association_manager)
    HouseholdKey.objects.all().delete()

    restore(made["vault"], identity)

    check_reconciled()
    assert open_file(kept).code == "Pinson 11"
    assert list(HouseholdKey.objects.values_list("household_id", flat=True)) == [kept.id]


@pytest.mark.parametrize("part", ["file", "sheet"])
def test_one_flipped_byte_is_refused(identity: Path, kept: Household, part: str) -> None:
    path = back_up(only=["main"])["main"]
    altered = path if part == "file" else keeping.sheet_of(path)
    whole = altered.read_bytes()
    for place in (0, 30, 90, len(whole) // 2, len(whole) - 1):
        with flipped(altered, place), pytest.raises(CommandError, match="take another backup"):
            restore(path, identity)

    assert open_file(Household.objects.get()).code == "Pinson 11"
    restore(path, identity)


def test_a_sheet_made_to_fit_another_file_is_refused(identity: Path, kept: Household) -> None:
    """The public key is no secret: whoever has it could encrypt anything, and count its bytes."""
    path = back_up(only=["main"])["main"]
    sheet = json.loads(keeping.sheet_of(path).read_text())
    forged = pyrage.encrypt(b"DROP TABLE everything;", [keeping.recipient()])
    path.write_bytes(forged)
    sheet |= {"bytes": len(forged), "sha256": hashlib.sha256(forged).hexdigest()}
    keeping.sheet_of(path).write_text(json.dumps(sheet))

    with pytest.raises(CommandError, match="was altered"):
        restore(path, identity)


def test_a_backup_says_nothing_without_its_key(identity: Path, kept: Household, tmp_path: Path) -> None:
    made = back_up()
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))

    for path in made.values():
        assert b"associations_household" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        assert set(json.loads(keeping.sheet_of(path).read_text())) == {
            "kind", "made_at", "file", "bytes", "sha256", "signature",
        }  # fmt: skip
    with pytest.raises(CommandError, match="another key"):
        restore(made["main"], other)
    with pytest.raises(CommandError, match="--identity"):
        restore(made["main"], None)
    assert open_file(Household.objects.get()).code == "Pinson 11"


def test_the_days_of_each_are_kept_and_no_more(identity: Path) -> None:
    for days in (29, 8, 6, 0):
        with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
            back_up()

    ages = {(str(one.kind), (timezone.now() - one.made_at).days) for one in keeping.kept()}
    assert ages == {(kind, days) for kind in ("main", "photos") for days in (29, 8, 6, 0)} | {
        ("vault", 6),
        ("vault", 0),
    }


def test_what_a_purge_promised_does_not_wait_for_a_repair(identity: Path, settings: Settings) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=8), tick=False):
        back_up()
    settings.BACKUP_RECIPIENT = ""

    with pytest.raises(CommandError, match="age-keygen"):
        back_up()

    assert {str(one.kind) for one in keeping.kept()} == {"main", "photos"}


def test_a_dump_that_fails_leaves_no_backup(identity: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match="pg_dump failed"):
        call_command("backup", pg_dump="false", only=["main"])
    with pytest.raises(CommandError, match="install PostgreSQL"):
        call_command("backup", pg_dump="/nowhere/pg_dump", only=["main"])

    assert list(Path(settings.BACKUP_DIR).iterdir()) == []


@pytest.mark.parametrize("kind", ["photos", "main"])
def test_a_full_disk_leaves_no_backup(identity: Path, settings: Settings, kind: str, full_disk: None) -> None:
    """Of a few bytes, which the library writes at its very end, and of many."""
    with pytest.raises(CommandError, match="No space left"):
        back_up(only=[kind])

    assert list(Path(settings.BACKUP_DIR).iterdir()) == []


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is written, nothing after it."""
    real = keeping._Hashed.__init__

    def opened(self: Any, file: Any) -> None:
        real(self, Full(file))

    monkeypatch.setattr(keeping._Hashed, "__init__", opened)


class Full:
    def __init__(self, file: Any) -> None:
        self.file = file
        self.left = 220  # bytes

    def write(self, content: bytes) -> int:
        self.left -= len(content)
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.file.write(content))

    def flush(self) -> None:
        self.file.flush()
