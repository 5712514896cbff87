"""Drafts begin by themselves on the first working day after a period, and later when that day was missed."""

from datetime import date, datetime

import pytest
import time_machine
from celery.schedules import crontab

from conventions.models import Convention
from passlogement.celery import app
from reporting import tasks
from reporting.models import Report
from territories.timezones import PARIS
from tests import factories

pytestmark = pytest.mark.django_db
QUARTER, YEAR = "trimestriel", "annuel"


@pytest.fixture
def convention() -> Convention:
    """From 25 March 2025, a Tuesday, for three years."""
    return Convention.objects.create(
        name="Convention du Nord",
        region=factories.commune().departement.region,
        signed_on=date(2025, 3, 25),
        starts_on=date(2025, 3, 25),
        ends_on=date(2028, 3, 24),
    )


def opened_on(*day: int) -> set[tuple[str, str, str]]:
    """Scope, kind and last day of what the task of that morning opens."""
    before = set(Report.objects.values_list("pk", flat=True))
    with time_machine.travel(datetime(*day, 6, tzinfo=PARIS), tick=False):  # type: ignore[misc, arg-type]
        tasks.open_due_reports()
    found = Report.objects.exclude(pk__in=before).order_by("ends_on")
    return {("region" if one.region else "convention", one.kind, one.ends_on.isoformat()) for one in found}


def test_the_clock() -> None:
    assert app.conf.timezone == "Europe/Paris"
    due = app.conf.beat_schedule["open-due-reports"]
    assert (due["task"], due["schedule"]) == ("reporting.tasks.open_due_reports", crontab(hour=6, minute=0))
    assert app.conf.beat_schedule["build-reports"]["task"] == "reporting.tasks.sweep"


def test_a_quarter_that_ends_in_the_week(convention: Convention) -> None:
    opened_on(2025, 6, 2)  # what was due before
    assert opened_on(2025, 6, 24) == set()  # a Tuesday, its last day
    assert opened_on(2025, 6, 25) == {("convention", QUARTER, "2025-06-24")}
    assert opened_on(2025, 6, 26) == set()


def test_after_christmas_eve_neither_the_holiday_nor_the_weekend(convention: Convention) -> None:
    opened_on(2025, 12, 1)  # what was due before
    assert opened_on(2025, 12, 25) == set()  # a Thursday
    assert opened_on(2025, 12, 26) == {("convention", QUARTER, "2025-12-24")}
    convention.starts_on, convention.ends_on = date(2027, 3, 25), date(2030, 3, 24)
    convention.save()
    assert not {one for one in opened_on(2027, 12, 25) if one[0] == "convention" and one[2] == "2027-12-24"}
    assert not {one for one in opened_on(2027, 12, 26) if one[2] == "2027-12-24"}  # Saturday, Sunday
    assert ("convention", QUARTER, "2027-12-24") in opened_on(2027, 12, 27)


def test_a_year_and_its_last_quarter_on_the_same_day(convention: Convention) -> None:
    opened_on(2026, 3, 2)
    assert opened_on(2026, 3, 25) == {("convention", QUARTER, "2026-03-24"), ("convention", YEAR, "2026-03-24")}


def test_the_region_has_civil_periods_the_first_of_may_and_new_year_are_no_working_days(
    convention: Convention,
) -> None:
    opened_on(2025, 12, 26)
    assert opened_on(2026, 1, 1) == set()
    assert opened_on(2026, 1, 2) == {("region", QUARTER, "2025-12-31"), ("region", YEAR, "2025-12-31")}


def test_a_missed_morning_is_caught_up_and_only_the_last_period_is(convention: Convention) -> None:
    """The platform was down from June to November: nobody wants three reports at once, by hand one may."""
    assert opened_on(2025, 11, 11) == {
        ("convention", QUARTER, "2025-09-24"),
        ("region", QUARTER, "2025-09-30"),
    }


def test_a_convention_that_has_just_ended_has_its_last_reports(convention: Convention) -> None:
    opened_on(2028, 3, 1)
    assert opened_on(2028, 3, 25) == set()  # a Saturday
    assert opened_on(2028, 3, 27) == {("convention", QUARTER, "2028-03-24"), ("convention", YEAR, "2028-03-24")}


def test_one_that_ended_long_ago_has_none_nor_one_that_has_not_begun(convention: Convention) -> None:
    assert opened_on(2028, 9, 1) == set()
    assert opened_on(2025, 3, 24) == set()


def test_a_region_without_a_convention_has_none(convention: Convention) -> None:
    factories.commune("31555")
    assert {one.region_id for one in Report.objects.all()} == set()
    opened_on(2025, 11, 12)
    assert set(Report.objects.filter(region__isnull=False).values_list("region", flat=True)) == {convention.region_id}


def test_a_region_counts_from_its_first_convention(convention: Convention) -> None:
    Convention.objects.create(
        name="La première",
        region=convention.region,
        signed_on=date(2021, 3, 25),
        starts_on=date(2021, 3, 25),
        ends_on=date(2024, 3, 24),
    )
    assert ("region", YEAR, "2024-12-31") in opened_on(2025, 4, 1)
