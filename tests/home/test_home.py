"""« À faire »: each role finds what waits for it, and nothing of what is not for it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from tests.home.pages import home
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


class TestEverybody:
    def test_a_visitor_signs_in_first(self) -> None:
        response = Client().get("/")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/compte/login/")

    def test_a_person_without_organisation_is_told_so(self, sign_in: SignIn, caseworker: Membership) -> None:
        caseworker.ended_at = timezone.now()
        caseworker.save()
        assert "rattaché à aucun organisme" in home(sign_in(caseworker))

    @pytest.mark.parametrize(
        "persona",
        [
            "caseworker",
            "association_manager",
            "agent",
            "bailleur_manager",
            "federation_member",
            "coordinator",
            "partner",
        ],
    )
    def test_every_role_has_a_page_even_with_nothing_to_do(
        self, request: pytest.FixtureRequest, sign_in: SignIn, persona: str
    ) -> None:
        page = home(sign_in(request.getfixturevalue(persona)))
        assert "<h1>À faire</h1>" in page
        assert "<title>Espace de travail</title>" in page

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_read(self, caseworker: Membership, sign_in: SignIn, method: str) -> None:
        assert getattr(sign_in(caseworker), method)("/").status_code == 405

    def test_a_page_view_writes_nothing_in_postgresql(self, caseworker: Membership, sign_in: SignIn) -> None:
        client = sign_in(caseworker)
        client.get("/")  # the first page of a session writes when it started
        with CaptureQueriesContext(connection) as queries:
            home(client)
        assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []

    @pytest.mark.parametrize("address", ["/mentions/", "/pause/"])
    def test_public_pages(self, address: str) -> None:
        assert Client().get(address).status_code == 200

    def test_the_pause_page_says_nothing_of_the_platform(self) -> None:
        page = Client().get("/pause/").content.decode().lower()
        for word in ("logement", "solidarité", "femme", "violence", "association", "/static/", "<a "):
            assert word not in page


class TestPartner:
    def test_the_reports_are_one_click_away(
        self, partner: Membership, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = sign_in(partner)
        assert "Lire les rapports" in home(client)
        # The person, her membership.
        with django_assert_num_queries(2), django_assert_num_queries(0, using="vault"):
            home(client)
