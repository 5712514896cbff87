"""Periods that start on 25 March, and civil ones."""

from datetime import date

import pytest

from conventions.models import Convention
from reporting.models import ReportKind
from reporting.periods import before, period_of, periods, quarters_of, year_before, year_of
from reporting.scopes import Scope
from tests import factories

pytestmark = pytest.mark.django_db
QUARTERLY, YEARLY = ReportKind.QUARTERLY, ReportKind.YEARLY


@pytest.fixture
def convention() -> Convention:
    region = factories.commune().departement.region
    return Convention.objects.create(
        name="Convention A",
        region=region,
        signed_on=date(2021, 3, 25),
        starts_on=date(2021, 3, 25),
        ends_on=date(2024, 3, 24),
    )


def test_a_convention_has_its_own_quarters(convention: Convention) -> None:
    scope = Scope(convention=convention)
    found = periods(scope, QUARTERLY, date.max)
    assert len(found) == 12
    assert [(one.starts_on, one.ends_on) for one in found[:4]] == [
        (date(2021, 3, 25), date(2021, 6, 24)),
        (date(2021, 6, 25), date(2021, 9, 24)),
        (date(2021, 9, 25), date(2021, 12, 24)),
        (date(2021, 12, 25), date(2022, 3, 24)),
    ]
    assert found[4].label == "1er trimestre de l’année 2, du 25 mars 2022 au 24 juin 2022"
    assert [one.number for one in found] == [1, 2, 3, 4] * 3


def test_only_what_is_over_is_reported(convention: Convention) -> None:
    scope = Scope(convention=convention)
    assert periods(scope, QUARTERLY, date(2021, 6, 24)) == ()
    assert len(periods(scope, QUARTERLY, date(2021, 6, 25))) == 1
    assert len(periods(scope, YEARLY, date(2024, 3, 25))) == 3


def test_previous_periods(convention: Convention) -> None:
    scope = Scope(convention=convention)
    second_year = period_of(scope, QUARTERLY, date(2022, 3, 25))
    found = [before(scope, second_year), year_before(scope, second_year)]
    assert [one.starts_on for one in found if one] == [date(2021, 12, 25), date(2021, 3, 25)]
    first = period_of(scope, QUARTERLY, date(2021, 3, 25))
    assert (before(scope, first), year_before(scope, first)) == (None, None)
    year = year_of(scope, second_year)
    assert (year.starts_on, year.number) == (date(2022, 3, 25), 2)
    assert len(quarters_of(scope, year, date(2022, 10, 1))) == 2
    with pytest.raises(ValueError, match="no trimestriel period"):
        period_of(scope, QUARTERLY, date(2022, 3, 26))


def test_a_region_has_civil_ones(convention: Convention) -> None:
    scope = Scope(region=convention.region)
    found = periods(scope, QUARTERLY, date(2022, 1, 1))
    assert [one.label for one in found] == [f"{n} trimestre 2021" for n in ("1er", "2e", "3e", "4e")]
    assert [one.label for one in periods(scope, YEARLY, date(2023, 1, 1))] == ["année 2021", "année 2022"]
