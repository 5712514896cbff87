"""Suggestions of communes over HTTP: for members, by POST, without SQL for the text."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

SUGGESTIONS = "territories:commune_suggestions"
NEIGHBOURS = "territories:neighbours"


@pytest.fixture
def client(caseworker: Membership, sign_in: SignIn) -> Client:
    return sign_in(caseworker)


def test_suggestions_for_a_text(client: Client) -> None:
    response = client.post(reverse(SUGGESTIONS), {"q": "lill"})

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert html.index('data-code="59350"') < html.index("Lillers (62)")
    assert 'data-label="Lille (59)"' in html
    assert html.count('role="option"') <= 8


def test_the_text_may_stand_under_the_name_of_its_field(client: Client) -> None:
    html = client.post(reverse(SUGGESTIONS), {"field": "zones-0-lieu", "zones-0-lieu": "roub"}).content.decode()

    assert "Roubaix (59)" in html


@pytest.mark.parametrize(
    "data",
    [{}, {"q": ""}, {"q": "L" * 20_000}, {"field": "absent"}, {"field": "q"}, {"q": "\x00"}, {"q": "50.6, 3.1"}],
)
def test_odd_texts_find_nothing_and_never_fail(client: Client, data: dict[str, str]) -> None:
    response = client.post(reverse(SUGGESTIONS), data)

    assert response.status_code == 200
    assert "option" not in response.content.decode()


def test_what_is_typed_never_reaches_sql(client: Client) -> None:
    client.post(reverse(SUGGESTIONS), {"q": ""})  # the first request of a session saves it
    with CaptureQueriesContext(connection) as empty:
        client.post(reverse(SUGGESTIONS), {"q": ""})
    with CaptureQueriesContext(connection) as typed:
        client.post(reverse(SUGGESTIONS), {"q": "Étaples"})
        client.post(reverse(NEIGHBOURS), {"code": "62318"})

    assert len(typed) == 2 * len(empty)
    statements = " ".join(query["sql"] for query in typed)
    assert "taples" not in statements
    assert "62318" not in statements


def test_neighbours_to_tick(client: Client) -> None:
    response = client.post(reverse(NEIGHBOURS), {"code": ["59350", "59512"], "field": "zones-0-communes"})

    assert response["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert 'name="zones-0-communes_codes"' in html
    assert "La Madeleine (59)" in html
    assert "Wattrelos (59)" in html
    assert 'value="59350"' not in html
    assert "checked" not in html


@pytest.mark.parametrize("data", [{}, {"code": "00000"}, {"code": "97502"}, {"code": "<script>"}])
def test_no_neighbours_is_said(client: Client, data: dict[str, str]) -> None:
    html = client.post(reverse(NEIGHBOURS), data).content.decode()

    assert "Aucune commune voisine connue" in html


def test_a_strange_field_name_is_not_written_back(client: Client) -> None:
    html = client.post(reverse(NEIGHBOURS), {"code": "59350", "field": '"><script>'}).content.decode()

    assert "script" not in html
    assert 'name="communes_codes"' in html


@pytest.mark.parametrize("name", [SUGGESTIONS, NEIGHBOURS])
def test_only_members_and_only_by_post(client: Client, name: str) -> None:
    assert Client().post(reverse(name), {"q": "lille"}).status_code == 404
    assert client.get(reverse(name), {"q": "lille"}).status_code == 405


@pytest.mark.parametrize(
    "persona", ["association_manager", "agent", "bailleur_manager", "federation_member", "coordinator", "partner"]
)
def test_every_role_types_communes(persona: str, request: pytest.FixtureRequest, sign_in: SignIn) -> None:
    member = request.getfixturevalue(persona)

    assert sign_in(member).post(reverse(SUGGESTIONS), {"q": "lille"}).status_code == 200


def test_a_person_without_membership_finds_nothing(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    caseworker.ended_at = caseworker.started_at
    caseworker.save()

    assert client.post(reverse(SUGGESTIONS), {"q": "lille"}).status_code == 404


def test_the_token_against_forgery_is_asked_for(client: Client) -> None:
    client.handler.enforce_csrf_checks = True

    assert client.post(reverse(SUGGESTIONS), {"q": "lille"}).status_code == 403
