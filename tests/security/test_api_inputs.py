"""Anything sent to the API's addresses, signed in or not: refused as malformed, never an error of the server."""

import os
from base64 import b64encode

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import Membership
from tests import factories
from tests.api.parts import Software
from tests.security.test_fuzz import HOSTILE

pytestmark = pytest.mark.django_db
FULL = bool(os.environ.get("FULL_COUNTS"))
TYPED = [one.decode("latin-1") if isinstance(one, bytes) else one for one in HOSTILE]
FIELDS = ("grant_type", "client_id", "client_secret", "resource", "scope", "token", "token_type_hint", "code")
NARROWED = ("curseur", "typologie", "departement", "reference", "etat", "annee", "trimestre", "convention", "page")
LISTS = (
    "/api/v1/logements/", "/api/v1/demandes/", "/api/v1/besoins/", "/api/v1/relogements/", "/api/v1/rapports/",
    "/api/v1/engagements/", "/api/v1/resultats/", "/api/v1/territoires/departements/",
)  # fmt: skip


@pytest.fixture
def software(bailleur_manager: Membership) -> Software:
    factories.commune("59512")
    return Software(bailleur_manager)


@pytest.mark.parametrize("address", ["/api/oauth/token", "/api/oauth/revoke"])
@pytest.mark.parametrize(
    "sent",
    [
        {"resource": "x"},
        {"resource": "http://["},
        {"resource": ["http://a.invalid", "x"]},
        {"client_id": "\0", "client_secret": "x"},
        {"token": "\0"},
    ],
    ids=str,
)
def test_what_is_malformed_is_refused_and_counted(address: str, sent: dict[str, str]) -> None:
    client = Client()
    for _ in range(31):
        answer = client.post(address, {"grant_type": "client_credentials", **sent})
        assert answer.status_code in {400, 401, 429}
        assert answer.json()["error"]

    assert answer.status_code == 429


@pytest.mark.parametrize("given", ["\0:x", "x:\0", "\0", "é", ":", "x"])
def test_a_name_that_is_none_is_refused(given: str) -> None:
    basic = b64encode(given.encode()).decode()

    answer = Client().post(
        "/api/oauth/token", {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {basic}"}
    )

    assert answer.status_code in {400, 401}


@pytest.mark.filterwarnings("ignore:Cache key contains characters")  # Valkey takes them
@given(st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.sampled_from(TYPED), st.text(max_size=30)), max_size=5))
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields_of_a_token(fields: dict[str, str]) -> None:
    cache.clear()  # who was refused too often is not read any more
    for address in ("/api/oauth/token", "/api/oauth/revoke"):
        answer = Client().post(address, {"grant_type": "client_credentials", **fields})
        assert answer.status_code in {200, 400, 401}


@pytest.mark.parametrize("cursor", ["p=abc", "p=", "p=\0", "p=" + "9" * 5_000, "o=-1", "o=x&p=1", "r=2&p=x"])
def test_a_cursor_of_no_list_is_not_found(cursor: str, software: Software) -> None:
    encoded = b64encode(cursor.encode()).decode()
    for address in LISTS[:5]:
        answer = software.get(f"{address}?curseur={encoded}")
        assert answer.status_code in {403, 404}, (address, answer.content)
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", LISTS)
def test_any_value_of_any_parameter(address: str, software: Software, settings: Settings) -> None:
    settings.API_RATE = "9999/min"
    for at, name in enumerate(NARROWED):
        for value in TYPED if FULL else TYPED[at % 5 :: 5]:
            answer = Client().get(address, {name: value}, headers={"Authorization": f"Bearer {software.token}"})
            assert answer.status_code in {200, 400, 403, 404, 422}, (name, value)
