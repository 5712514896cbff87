"""The drill of a backup on the platform that went through the faults: lost, restored, served again."""

from collections import Counter
from pathlib import Path

import psycopg
import pyrage
import pytest

from tests.drill import flipped, rows_of
from tests.faults.client import Visitor
from tests.faults.faults import House
from tests.faults.seed import LEAVING

pytestmark = [pytest.mark.faults, pytest.mark.timeout(420)]
ACCESSES = "SELECT id, kind, at, subject FROM accounts_accessevent ORDER BY at, id"
REFUSED = "take another backup"


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


def photos(house: House) -> dict[Path, bytes]:
    return {
        file: file.read_bytes() for file in sorted((house.platform.disk.path / "photos").rglob("*")) if file.is_file()
    }


def test_what_was_erased_since_the_backup_stays_so_and_the_rest_is_whole(house: House, identity: Path) -> None:
    platform = house.platform
    house.traffic.stop()
    platform.end_programs(*(name for name in platform.programs if name != "web"))
    before, accesses, pictures = rows_of(platform.dump()), house.count.rows(ACCESSES), photos(house)
    made = back_up(house)
    assert pictures
    assert accesses

    purge(house)
    platform.end_programs("web")
    wreck(house)
    for file in made.values():
        with flipped(file, file.stat().st_size // 2):
            assert REFUSED in restore(house, file, identity, check=False)
    restore(house, made["main"], identity)
    restore(house, made["photos"], identity)

    # Whole: what is missing is the household that was erased; what is new are both databases' count of agreements.
    after = rows_of(platform.dump())
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    assert [row for row in gone if house.leaving not in row[1] and "generation" not in row[0]] == []
    assert [row for row in come if "generation" not in row[0] and "needevent" not in row[0]] == []
    assert photos(house) == pictures
    # Whatever backup of the main database one finds, its key is nowhere.
    assert house.leaving not in platform.dump("vault")
    assert not house.count.rows("SELECT FROM associations_household WHERE id = %s", house.leaving)
    # The log of accesses is what it was, goes on, and still refuses to be rewritten.
    assert house.count.rows(ACCESSES) == accesses
    with pytest.raises(psycopg.errors.RaiseException):
        house.count.rows("UPDATE accounts_accessevent SET subject = %s", house.leaving)

    platform.resume(*platform.programs)
    platform.wait_until_ready()
    caseworker = Visitor(house.traffic.address, "caseworker_solfa", house.traffic.journal)
    assert caseworker.get(f"/menages/{house.leaving}/").status == 404
    caseworker.get(f"/menages/{house.households[0]}/")
    assert len(house.count.rows(ACCESSES)) > len(accesses)
