"""A search as its page posts it."""

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Membership
from tests.personas import SignIn


@dataclass
class Searcher:
    """A caseworker at the search page."""

    client: Client
    html: str = ""
    address: str = ""

    def search(self, *away: tuple[str, str], **fields: str | list[str]) -> list[str]:
        """Posts a search; `away` are (place, km). Returns the places of the dwellings shown, all pages together."""
        data: dict[str, str | list[str]] = {"zones-TOTAL_FORMS": str(max(1, len(away))), "zones-INITIAL_FORMS": "0"}
        for number, (place, km) in enumerate(away):
            data |= {f"zones-{number}-lieu": place, f"zones-{number}-lieu_km": km}
        response = self.client.post("/logements/", {**data, **fields})
        assert response.status_code == 303, response.content.decode()
        self.address = response["Location"]
        return self.read()

    def read(self) -> list[str]:
        places: list[str] = []
        number = 1
        while True:
            response = self.client.get(f"{self.address}{'&' if '?' in self.address else '?'}page={number}")
            self.html = response.content.decode()
            result = response.context["result"]
            places += [card.place for card in response.context["cards"]]
            if number >= result.page.paginator.num_pages:
                return places
            number += 1


@pytest.fixture
def searcher(caseworker: Membership, sign_in: SignIn) -> Searcher:
    return Searcher(sign_in(caseworker))
