"""The access log: added to, never changed; by month; the months past go by another role alone."""

import os
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.access import record_access
from accounts.models import AccessEvent, AccessKind, Membership
from accounts.partitions import create_ahead, month_after, name_of
from accounts.tasks import create_months

pytestmark = pytest.mark.django_db


def partition_of(event: AccessEvent) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM accounts_accessevent WHERE id = %s", [event.id])
        return str(cursor.fetchone()[0])


def opened(member: Membership) -> AccessEvent:
    return record_access(by=member, kind=AccessKind.HOUSEHOLD, subject=uuid4())


def test_an_opening_lands_in_its_month(caseworker: Membership) -> None:
    assert partition_of(opened(caseworker)) == name_of(timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=32), tick=False):
        assert partition_of(opened(caseworker)) == name_of(timezone.now())
    with time_machine.travel("2031-05-05 12:00+00:00", tick=False):
        assert partition_of(opened(caseworker)) == "accounts_accessevent_default", "it is written whatever happens"


@pytest.mark.parametrize("table", ["accounts_accessevent", "month", "accounts_accessevent_default"])
@pytest.mark.parametrize("change", ["UPDATE {} SET kind = 'zones'", "UPDATE {} SET about = NULL", "DELETE FROM {}"])
def test_the_database_refuses_changes_on_the_whole_and_on_each_month(
    table: str, change: str, caseworker: Membership
) -> None:
    opened(caseworker)
    with time_machine.travel("2031-05-05 12:00+00:00", tick=False):
        opened(caseworker)
    statement = change.format(name_of(timezone.now()) if table == "month" else table)

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        cursor.execute(statement)

    assert AccessEvent.objects.count() == 2


def test_months_are_made_ahead_and_once(caseworker: Membership) -> None:
    with time_machine.travel("2030-12-15 12:00+00:00", tick=False):
        create_months()
        create_months()
    with time_machine.travel("2031-02-03 12:00+00:00", tick=False):
        assert partition_of(opened(caseworker)) == "accounts_accessevent_2031_02"


def test_a_month_whose_rows_are_elsewhere_already_breaks_nothing(caseworker: Membership) -> None:
    with time_machine.travel("2031-05-05 12:00+00:00", tick=False):
        opened(caseworker)
        create_ahead(connection)
        assert partition_of(opened(caseworker)) == "accounts_accessevent_default"


def test_months_are_counted_over_years() -> None:
    december = month_after(timezone.datetime(2026, 12, 31, 23, tzinfo=timezone.get_default_timezone()), 0)

    assert (month_after(december).year, month_after(december).month) == (2027, 1)
    assert (month_after(december, -12).year, month_after(december, -12).month) == (2025, 12)


def test_the_platform_does_not_erase_its_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIT_DATABASE_URL", raising=False)

    with pytest.raises(CommandError, match="AUDIT_DATABASE_URL"):
        call_command("expire_access_log")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the audit role is that of the embedded server")
def test_months_older_than_twelve_are_dropped_and_those_alone(
    caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = [timezone.now() - timedelta(days=days) for days in (430, 330, 0)]
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            create_ahead(connection)
            opened(caseworker)
    settings = connection.settings_dict
    address = psycopg.conninfo.make_conninfo(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    )
    monkeypatch.setenv("AUDIT_DATABASE_URL", address)

    call_command("expire_access_log")

    left = sorted(AccessEvent.objects.values_list("at", flat=True))
    assert left == [pytest.approx(moment, abs=timedelta(minutes=1)) for moment in moments[1:]]
