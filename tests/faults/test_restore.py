"""The drill of a backup on the platform that went through the faults: lost, restored, served again."""

import re
import time
from collections import Counter
from pathlib import Path

import psycopg
import pyrage
import pytest

from tests.drill import flipped, rows_of
from tests.faults.client import Visitor
from tests.faults.faults import House
from tests.faults.seed import LEAVING
from tests.faults.table import Row

pytestmark = [pytest.mark.faults, pytest.mark.timeout(420)]
ACCESSES = "SELECT id, kind, at, subject FROM accounts_accessevent ORDER BY at, id"
REFUSED = "take another backup"
# What the purge wrote and the restoring wrote again, at its own time.
AGAIN = ("associations_maingeneration", "associations_needevent", "associations_purgedhousehold")
# What the manager's sign-in changed, and what she left behind, since the backup.
SIGNED_IN = "accounts_user"
SINCE = ("django_session", "accounts_accessevent")


@pytest.fixture
def identity(house: House) -> Path:
    """The private key, which the platform has not."""
    key = pyrage.x25519.Identity.generate()
    house.platform.environment["BACKUP_RECIPIENT"] = str(key.to_public())
    file = house.platform.folder / "key.txt"
    file.write_text(f"{key}\n")
    return file


def back_up(house: House) -> dict[str, Path]:
    """The file of each kind."""
    house.platform.manage("backup", f"--pg-dump={house.platform.client('pg_dump')}")
    files = Path(house.platform.environment["BACKUP_DIR"]).glob("*.age")
    return {file.name.partition("-")[0]: file for file in files}


def restore(house: House, file: Path, identity: Path, *, check: bool = True) -> str:
    psql = f"--psql={house.platform.client('psql')}"
    return house.platform.manage("restore", str(file), f"--identity={identity}", psql, check=check)


def purge(house: House) -> None:
    """By the manager of the association, who types its code."""
    manager = Visitor(house.traffic.address, "manager_solfa", house.traffic.journal)
    answer = manager.post(f"/menages/{house.leaving}/effacer/", {"typed": LEAVING})
    assert answer.status == 302, answer.text


def wreck(house: House) -> None:
    """The main database and the photos are lost."""
    house.count.rows("DROP SCHEMA public CASCADE")
    for photo in photos(house):
        photo.unlink()


def tables(rows: Counter[tuple[str, str]]) -> Counter[str]:
    """How many rows of each table; a month of the log of accesses is the log."""
    names = [re.sub(r"^COPY public\.(\w+?)(_\d{4}_\d\d)? .*", r"\1", head) for head, _ in rows.elements()]
    return Counter(names)


def photos(house: House) -> dict[Path, bytes]:
    return {
        file: file.read_bytes() for file in sorted((house.platform.disk.path / "photos").rglob("*")) if file.is_file()
    }


def test_what_was_erased_since_the_backup_stays_so_and_the_rest_is_whole(
    house: House, identity: Path, table: list[Row]
) -> None:
    platform = house.platform
    house.wait_until_it_flows("before the backup")
    house.traffic.stop()
    platform.end_programs(*(name for name in platform.programs if name != "web"))
    accesses, pictures = house.count.rows(ACCESSES), photos(house)
    made = back_up(house)
    assert pictures
    assert accesses

    purge(house)
    platform.end_programs("web")
    erased = rows_of(platform.dump())
    wreck(house)
    lost_at = time.monotonic()
    for file in made.values():
        with flipped(file, file.stat().st_size // 2):
            assert REFUSED in restore(house, file, identity, check=False)
    restore(house, made["main"], identity)
    restore(house, made["photos"], identity)

    # Whole, to the row: as the purge had left it, but for what was written since the backup.
    after = rows_of(platform.dump())
    gone, come = tables(Counter(erased) - Counter(after)), tables(Counter(after) - Counter(erased))
    expected_gone, expected_come = Counter([*AGAIN, SIGNED_IN, *SINCE]), Counter([*AGAIN, SIGNED_IN])
    assert gone == expected_gone
    assert come == expected_come
    assert photos(house) == pictures
    # Whatever backup of the main database one finds, its key is nowhere.
    keys = [row for head, row in rows_of(platform.dump("vault")) if "associations_householdkey " in head]
    assert keys
    assert not [row for row in keys if house.leaving in row]
    assert not house.count.rows("SELECT FROM associations_household WHERE id = %s", house.leaving)
    # The log of accesses is what it was, goes on, and still refuses to be rewritten.
    assert house.count.rows(ACCESSES) == accesses
    with pytest.raises(psycopg.errors.RaiseException):
        house.count.rows("UPDATE accounts_accessevent SET subject = %s", house.leaving)

    platform.resume(*platform.programs)
    platform.wait_until_ready()
    lost, doubled = (gone - expected_gone).total(), (come - expected_come).total()
    table.append(Row("all lost, then restored", None, lost, doubled, time.monotonic() - lost_at))
    caseworker = Visitor(house.traffic.address, "caseworker_solfa", house.traffic.journal)
    assert caseworker.get(f"/menages/{house.leaving}/").status == 404
    caseworker.get(f"/menages/{house.households[0]}/")
    assert len(house.count.rows(ACCESSES)) > len(accesses)
