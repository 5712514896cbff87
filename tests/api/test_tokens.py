"""Tokens: asked for with a secret, limited to scopes, counted, revoked at once."""

import pytest
from django.test import Client, override_settings

from accounts.actions import create_client, revoke_client
from accounts.models import ApiClient, Membership, Scope
from accounts.policies import NotAllowed
from tests.api.parts import CANDIDATURES, DWELLINGS, Software, ask_for_token
from tests.personas import SignIn, confirm

pytestmark = pytest.mark.django_db
NEW = "/compte/clients/nouveau/"


def test_a_token_for_fewer_scopes_does_less(software: Software) -> None:
    answer = ask_for_token(software.client, software.secret, scope=Scope.READ_DWELLINGS)
    software.token = answer.json()["access_token"]
    assert software.get(DWELLINGS).status_code == 200
    refused = software.get(CANDIDATURES)
    assert refused.status_code == 403
    assert "candidatures:lire" in refused.json()["detail"]


def test_a_scope_that_was_not_granted_is_not_given(bailleur_manager: Membership) -> None:
    reads = Software(bailleur_manager, [Scope.READ_DWELLINGS])
    answer = ask_for_token(reads.client, reads.secret, scope=Scope.WRITE_DWELLINGS)
    assert answer.status_code == 400
    assert reads.post(DWELLINGS, {"reference": "UG-1"}).status_code == 403


def test_a_wrong_secret_gives_nothing(software: Software) -> None:
    assert ask_for_token(software.client, "autre").status_code == 401
    assert ask_for_token(software.client, "").status_code in {400, 401}


def test_nothing_else_than_client_credentials_is_served(software: Software) -> None:
    for grant in ("authorization_code", "password", "refresh_token"):
        typed = {
            "grant_type": grant, "client_id": software.client.credentials_id, "client_secret": software.secret,
            "code": "x", "username": "x", "password": "x", "refresh_token": "x",
        }  # fmt: skip
        assert Client().post("/api/oauth/token", typed).status_code in {400, 401}
    for address in ("/api/oauth/authorize", "/.well-known/openid-configuration", "/api/oauth/userinfo"):
        assert Client().get(address).status_code == 404


def test_a_revoked_client_stops_at_once(software: Software, bailleur_manager: Membership, sign_in: SignIn) -> None:
    page = sign_in(bailleur_manager)
    assert software.get(DWELLINGS).status_code == 200
    page.post(f"/compte/clients/{software.client.id}/revoquer/")
    assert software.get(DWELLINGS).status_code == 401
    assert ask_for_token(software.client, software.secret).status_code == 401
    assert "révoqué" in page.get("/compte/clients/").content.decode()


def test_a_token_may_be_given_back(software: Software) -> None:
    typed = {
        "token": software.token, "client_id": software.client.credentials_id, "client_secret": software.secret,
    }  # fmt: skip
    assert Client().post("/api/oauth/revoke", typed).status_code == 200
    assert software.get(DWELLINGS).status_code == 401


def test_too_many_requests_of_one_client_leave_others_alone(software: Software, other_software: Software) -> None:
    with override_settings(API_RATE="3/min"):
        assert [software.get(DWELLINGS).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = software.get(DWELLINGS)
        assert int(refused["Retry-After"]) > 0
        assert "attendez" in refused.json()["detail"]
        assert other_software.get(DWELLINGS).status_code == 200


def test_last_use_is_known(software: Software, bailleur_manager: Membership, sign_in: SignIn) -> None:
    page = sign_in(bailleur_manager)
    assert "jamais utilisé" in page.get("/compte/clients/").content.decode()
    software.get(DWELLINGS)
    assert "dernier usage" in page.get("/compte/clients/").content.decode()


class TestPages:
    def test_the_secret_is_shown_once_after_a_recent_confirmation(
        self, bailleur_manager: Membership, sign_in: SignIn
    ) -> None:
        page = sign_in(bailleur_manager)
        assert page.get(NEW)["Location"].startswith("/compte/reauthenticate/")
        form = {"name": "Imhoweb", "scopes": [Scope.READ_DWELLINGS.value]}
        late = page.post(NEW, form)
        assert late.status_code == 422
        assert "Imhoweb" in late.content.decode()
        assert not ApiClient.objects.exists()
        confirm(page)
        drawn = {**form, "client_id": page.get(NEW).context["form"]["client_id"].value()}
        made = page.post(NEW, drawn)
        client, secret = ApiClient.objects.get(), made.context["secret"]
        assert secret in made.content.decode()
        assert "no-store" in made["Cache-Control"]
        assert ask_for_token(client, secret).status_code == 200
        again = page.post(NEW, drawn)
        assert ApiClient.objects.count() == 1
        assert secret not in again.content.decode()
        assert secret not in page.get("/compte/clients/").content.decode()

    def test_the_federation_links_an_observatory_and_no_landlord(
        self, federation_member: Membership, partner: Membership, bailleur_manager: Membership, sign_in: SignIn
    ) -> None:
        page = sign_in(federation_member)
        confirm(page)
        form = {"name": "Observatoire", "scopes": ["chiffres:lire"], "organisation": str(partner.organisation_id)}
        assert page.post(NEW, form).context["secret"]
        assert page.post(NEW, {**form, "organisation": str(bailleur_manager.organisation_id)}).status_code == 422
        assert page.post(NEW, {**form, "scopes": ["logements:lire"]}).status_code == 422
        with pytest.raises(NotAllowed):
            revoke_client(client=Software(bailleur_manager).client, by=federation_member)

    def test_twenty_clients_at_most(self, bailleur_manager: Membership) -> None:
        made = [Software(bailleur_manager).client for _ in range(2)]
        organisation, credentials = made[0].organisation, made[0].credentials
        assert credentials is not None
        ApiClient.objects.bulk_create(
            ApiClient(organisation=organisation, name="x", created_by=bailleur_manager.user) for _ in range(18)
        )
        with pytest.raises(NotAllowed, match="20"):
            create_client(
                client_id=made[0].id.__class__(int=5), name="x", organisation=organisation,
                scopes=[Scope.READ_DWELLINGS], by=bailleur_manager,
            )  # fmt: skip

    def test_the_documentation_names_every_route(self, bailleur_manager: Membership, sign_in: SignIn) -> None:
        page = sign_in(bailleur_manager)
        described = page.get("/api/openapi.json").json()
        shown = page.get("/api/").content.decode()
        assert described["openapi"] == "3.1.1"
        assert all(path in shown for path in described["paths"])
