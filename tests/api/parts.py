"""A client of the API, as a landlord's software is one."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from accounts.actions import create_client
from accounts.models import SCOPES_OF_KIND, ApiClient, Membership, Organisation, OrganisationKind

LANDLORD = SCOPES_OF_KIND[OrganisationKind.BAILLEUR]
ROOT = "/api/v1/"
DWELLINGS = f"{ROOT}logements/"
BATCH = f"{ROOT}logements/lot/"
CANDIDATURES = f"{ROOT}demandes/"


class Software:
    """Signs in with its secret, then asks; what it sends and receives is JSON."""

    def __init__(
        self, manager: Membership, scopes: Sequence[str] = LANDLORD, organisation: Organisation | None = None
    ) -> None:
        """Of the manager's own organisation, or of an observatory that the federation gives it to."""
        self.client, self.secret = create_client(
            client_id=uuid4(),
            name="ERP",
            organisation=organisation or manager.organisation,
            scopes=list(scopes),
            by=manager,
        )
        self.browser = Client()
        self.token = ask_for_token(self.client, self.secret).json()["access_token"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, address: str, **headers: str) -> Any:
        return self.browser.get(address, headers={**self.headers, **headers})

    def post(self, address: str, content: Any = None, **headers: str) -> Any:
        return self.browser.post(
            address, content or {}, content_type="application/json", headers={**self.headers, **headers}
        )

    def patch(self, address: str, content: Any, **headers: str) -> Any:
        return self.browser.patch(
            address, content, content_type="application/json", headers={**self.headers, **headers}
        )


def ask_for_token(client: ApiClient, secret: str, **more: str) -> HttpResponse:
    typed = {"grant_type": "client_credentials", "client_id": client.credentials_id, "client_secret": secret}
    answer: HttpResponse = Client().post("/api/oauth/token", {**typed, **more})
    return answer
