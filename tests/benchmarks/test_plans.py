"""How PostgreSQL reads what the prefilters ask, among 50,000 dwellings and 20,000 households: by their indexes.

The federation's list too: it begins at the requests that wait.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from associations.models import Household
from benchmarks.seeding import Country, analyse
from matching.models import Candidature, CandidatureState
from matching.narrowing import LIGHT, households_for, offers_for, offers_to_show
from matching.waiting import asked_dwellings
from offers.models import Offer
from tests.matching.facts import TODAY, dwelling, household

pytestmark = pytest.mark.django_db
DWELLINGS, HOUSEHOLDS = 50_000, 20_000


@pytest.fixture
def _country() -> None:
    """Households in clear columns alone: no file is opened here."""
    call_command("load_territories", verbosity=0)
    country = Country(seed=1)
    country.dwellings(DWELLINGS)
    country.households_in_clear(HOUSEHOLDS)
    analyse("associations_household")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def scanned(queryset: QuerySet[Any]) -> tuple[set[str], set[str]]:
    """Tables read whole, and indexes used."""
    with connection.cursor() as cursor:
        sql, params = queryset.query.sql_with_params()
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    plan = answer if isinstance(answer, list) else json.loads(answer)
    found = list(nodes(plan[0]["Plan"]))
    whole = {one["Relation Name"] for one in found if one["Node Type"] == "Seq Scan"}
    return whole, {one["Index Name"] for one in found if "Index Name" in one}


@pytest.mark.usefixtures("_country")
def test_the_prefilters_read_by_index() -> None:
    opened = Offer.objects.open_at(timezone.now())
    seeking = household(departements=frozenset({"59", "62"}))
    for narrowed in (offers_for(opened, seeking, TODAY), offers_to_show(opened, seeking, TODAY)):
        whole, indexes = scanned(narrowed.order_by().values_list(*LIGHT))
        assert whole.isdisjoint({"offers_offer", "offers_offerlocation"}), whole
        assert "offer_listed_departement" in indexes
    whole, indexes = scanned(households_for(Household.objects.all(), dwelling(), TODAY).order_by())
    assert whole == set()
    assert indexes == {"household_wanting"}
    _requests(waiting=20, ended=3_000)
    whole, indexes = scanned(asked_dwellings())
    assert whole == set()
    assert "candidature_waiting" in indexes


def _requests(*, waiting: int, ended: int) -> None:
    households = Household.objects.order_by("id")[: waiting + ended]
    offers = Offer.objects.open_at(timezone.now()).order_by("id")[: waiting + ended]
    made = (
        Candidature(
            household=household,
            offer=offer,
            requested_by_id=household.referente_id,
            requested_at=timezone.now(),
            state=CandidatureState.REQUESTED if number < waiting else CandidatureState.CANCELLED,
        )
        for number, (household, offer) in enumerate(zip(households, offers, strict=True))
    )
    Candidature.objects.bulk_create(made, batch_size=1_000)
    analyse("matching_candidature")
