"""A dump from before a purge, loaded back: nothing of that household can be read, and nothing tells that it existed.

With PostgreSQL's own pg_dump and psql.
"""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from pytest_django import Settings

from accounts.models import AccessEvent, Membership, User
from associations.actions import purge_household
from associations.files import FileGone, open_file, open_numbers, open_zones
from associations.models import Household, HouseholdKey, PurgedHousehold, PurgedKey, Registration
from associations.reconciliation import NotReconciled, check_reconciled
from associations.vault import VAULT
from matching import actions
from matching.models import Candidature, CandidatureTransition
from passlogement.embedded import paths, postgres
from tests import factories
from tests.leaks.recorder import dump

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pg_dump and psql are those of the embedded server"),
]
NOTE = "Mot canari hautbois"


def psql() -> list[str]:
    return paths.as_server([str(postgres.Instance("test").binary("psql"))])


def load_by_hand(file: Path, alias: str) -> None:
    """As an operator does who knows nothing of our commands."""
    server, name = postgres.Instance("test"), connections[alias].settings_dict["NAME"]
    connections[alias].close()
    where = ["-h", str(server.host), "-p", str(server.port), "-U", server.user, "-d", name]
    text = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n" + file.read_text()
    subprocess.run(
        [*psql(), *where, "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", "-"],
        input=text.encode(),
        check=True,
        cwd="/",
        capture_output=True,
    )


def start_web() -> None:
    """What a web server does first."""
    sys.modules.pop("passlogement.wsgi", None)
    importlib.import_module("passlogement.wsgi")


@pytest.fixture
def kept(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Pinson 11")


@pytest.fixture
def purged(caseworker: Membership) -> Household:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    Registration.objects.create(
        household=household, territory="59", expires_on="2027-01-01", sealed=b"0123456789ab" + b"x" * 30
    )
    actions.request_dwelling(household=household, offer=factories.OfferFactory(), note=NOTE, by=caseworker)
    return household


@pytest.fixture
def before(purged: Household, kept: Household, tmp_path: Path) -> Path:
    """The main database as it was before the purge."""
    file = tmp_path / "before.sql"
    file.write_text(dump(connections["default"].settings_dict["NAME"]))
    return file


def test_a_dump_from_before_a_purge_gives_nothing_back(
    before: Path, purged: Household, kept: Household, association_manager: Membership
) -> None:
    index = bytes(purged.code_index).hex()
    User.objects.get(id=association_manager.user_id)  # made after the dump: her rows go with the restoration
    purge_household(household=purged, by=association_manager)
    check_reconciled()

    load_by_hand(before, "default")

    # It is back, and no field of it opens.
    back = Household.objects.get(id=purged.id)
    with pytest.raises(FileGone):
        open_file(back)
    with pytest.raises(FileGone):
        open_zones(back)
    with pytest.raises(FileGone):
        open_numbers(back, back.registrations.all())
    # The web refuses to start, and says why.
    with pytest.raises(NotReconciled, match="reconcile_vault"):
        start_web()
    ready = Client().get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["missing"] == ["reconciliation"]

    call_command("reconcile_vault")

    start_web()
    assert Client().get("/readyz").status_code == 200
    text = dump(connections["default"].settings_dict["NAME"])
    assert index not in text
    assert NOTE not in text
    assert not Household.objects.filter(id=purged.id).exists()
    assert not Registration.objects.exists()
    assert Candidature.objects.get().household_id is None
    assert not CandidatureTransition.objects.filter(household_ref__isnull=False).exists()
    # Its id stands where the design keeps it for a time: the list of purges, and the log of accesses.
    lines = [line for line in text.splitlines() if str(purged.id) in line]
    assert len(lines) == PurgedHousehold.objects.count() + AccessEvent.objects.filter(about=purged.id).count()
    assert open_file(kept).code == "Pinson 11"


def test_the_command_does_both(
    before: Path, purged: Household, kept: Household, association_manager: Membership
) -> None:
    purge_household(household=purged, by=association_manager)

    call_command("restore", str(before), psql=" ".join(psql()))

    check_reconciled()
    assert list(Household.objects.all()) == [kept]
    assert open_file(kept).code == "Pinson 11"


def test_a_dump_that_does_not_load_changes_nothing(kept: Household, tmp_path: Path) -> None:
    file = tmp_path / "broken.sql"
    file.write_text("CREATE TABLE;")

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("restore", str(file), psql=" ".join(psql()))

    assert open_file(Household.objects.get()).code == "Pinson 11"


def test_a_restored_vault_destroys_again_what_was_purged(
    purged: Household, kept: Household, association_manager: Membership, tmp_path: Path
) -> None:
    file = tmp_path / "vault.sql"
    file.write_text(dump(connections[VAULT].settings_dict["NAME"]))
    purge_household(household=purged, by=association_manager)

    load_by_hand(file, VAULT)
    assert HouseholdKey.objects.filter(household_id=purged.id).exists()
    with pytest.raises(NotReconciled):
        check_reconciled()
    call_command("reconcile_vault")

    assert not HouseholdKey.objects.filter(household_id=purged.id).exists()
    assert PurgedKey.objects.get().household_id == purged.id
    check_reconciled()
    assert open_file(kept).code == "Pinson 11"


def test_a_lost_vault_is_not_a_purge(caseworker: Membership, settings: Settings) -> None:
    households = [factories.HouseholdFactory(member=caseworker, code=f"Mésange {n}") for n in range(20)]
    HouseholdKey.objects.filter(household_id__in=[one.id for one in households[:2]]).delete()

    with pytest.raises(CommandError, match="2 keys of 20"):
        call_command("reconcile_vault")
    assert Household.objects.count() == 20

    # One of twenty is 5 %, not over it: a purge that was cut short between the two databases.
    Household.objects.filter(id=households[0].id).delete()
    factories.HouseholdFactory(member=caseworker, code="Mésange 99")
    call_command("reconcile_vault")
    assert Household.objects.count() == 19
