"""The places of a search reach neither SQL, nor a log, nor an address, nor Valkey (design: safety rules).

PostgreSQL logs every statement with its parameters in the test instance; the detector is proved by a known mark first.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from offers.models import Offer, PrivateSearch
from passlogement.embedded import postgres
from territories.communes import index
from tests import factories
from tests.leaks.detector import Tail, listening, valkey_content
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

# A commune in which no dwelling of the test stands, and a point typed by hand.
COMMUNE = "62318"  # Étaples
POINT = ("50.98765", "1.87654")


@pytest.fixture
def statements() -> Tail:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the statement log of a server of one's own is out of reach")
    return Tail(Path(postgres.Instance("test").log_path))


@pytest.fixture
def application_log() -> Iterator[io.StringIO]:
    with listening() as stream:
        yield stream


def marks() -> list[str]:
    """How the commune and the point could be written: name, code, coordinates cut at the third decimal."""
    record = index().get(COMMUNE)
    assert record is not None
    assert record.lat is not None
    assert record.lon is not None
    return [record.name, "Etaples", "etaples", COMMUNE, f"{record.lat:.3f}", f"{record.lon:.3f}", "50.987", "1.876"]


def found(text: str) -> list[str]:
    return [mark for mark in marks() if mark in text]


def play(client: Client) -> list[str]:
    """Plays a search with places, its pages and a dwelling of it; returns every address met on the way."""
    response = client.post(
        reverse("offers:search"),
        {
            "typologie": "T3",
            "p-travail": "Étaples",
            "p-travail_km": "300",
            "p-souhaitees": "",
            "zones-TOTAL_FORMS": "2",
            "zones-INITIAL_FORMS": "0",
            "zones-0-lieu": ", ".join(POINT),
            "zones-0-lieu_km": "12",
            "zones-1-communes": "Étaples",
        },
        follow=True,
    )
    assert response.status_code == 200
    page = response.content.decode()
    assert "Loin de 50.98765, 1.87654" in page, "the places did take part in the search"
    addresses = [url for url, _ in response.redirect_chain]
    for offer in Offer.objects.order_by("id"):
        address = f"/logements/{offer.id}/?{urlsplit(addresses[-1]).query}"
        assert client.get(address).status_code == 200
        addresses.append(address)
    client.post(reverse("territories:commune_suggestions"), {"q": "Étaples"})
    return addresses


def test_the_detector_sees_a_mark_in_the_statement_log(statements: Tail) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", ["Étaples"])

    assert "Étaples" in found(statements.text())


def test_places_reach_neither_sql_nor_log_nor_address_nor_valkey(
    caseworker: Membership, sign_in: SignIn, statements: Tail, application_log: io.StringIO
) -> None:
    factories.OfferFactory(location__commune="59350")
    factories.OfferFactory(location__commune="59512", location__lat=50.6901, location__lon=3.1817)
    client = sign_in(caseworker)

    addresses = play(client)

    assert found(statements.text()) == []
    assert found(application_log.getvalue()) == []
    assert found(" ".join(addresses)) == []
    assert found(unquote(" ".join(addresses))) == []
    assert found(valkey_content()) == []


def test_signing_out_erases_the_places(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    play(client)
    assert PrivateSearch.objects.exists()

    client.post(reverse("account_logout"))

    assert not PrivateSearch.objects.exists()
