"""What an answer tells of what exists, of others: nothing that differs from what does not exist."""

import secrets

import pytest
from django.test import Client

from tests.authorisation.world import World
from tests.security.test_guessing import told

pytestmark = pytest.mark.django_db


def test_invitations_cannot_be_guessed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret has 256 bits; what is near it, or stands in another table, opens nothing."""
    real = world.ids["secret"]
    for guess in (real[:-1], f"{real}x", real.upper(), world.ids["invitation_bailleur_a"], "%", "*", "a" * 5_000):
        client = Client()
        answer = client.get(f"/compte/invitation/{guess}/", follow=True)
        assert answer.status_code == 404, guess
        assert "invitation" not in client.session
    secrets_drawn: list[int] = []
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: secrets_drawn.append(size) or "x" * 43)
    world.client("association_manager").post(
        "/compte/invitations/", {"email": "nouvelle@exemple.invalid", "role": "caseworker"}
    )
    assert secrets_drawn == [32]


@pytest.mark.parametrize(
    ("persona", "address", "name"),
    [
        ("other_caseworker", "/menages/{}/", "household_a"),
        ("colleague", "/menages/{}/", "household_a"),
        ("other_agent", "/bailleur/logements/{}/", "draft_a"),
        ("agent", "/candidatures/{}/", "waiting_a"),
        ("other_agent", "/candidatures/{}/", "sent_a"),
        ("other_agent", "/bailleur/logements/import/{}/", "import_a"),
    ],
)
def test_what_one_may_not_see_costs_what_does_not_exist_costs(
    world: World, persona: str, address: str, name: str
) -> None:
    client = world.client(persona)
    client.get(address.format(world.ids["unknown"]))  # her session is in the cache from now on

    hidden = told(client, "get", address.format(world.ids[name]))
    absent = told(client, "get", address.format(world.ids["unknown"]))

    assert hidden[0] == 404
    assert hidden == absent


def test_an_invitation_that_is_over_costs_what_none_costs(world: World) -> None:
    over = told(Client(), "get", f"/compte/invitation/{world.ids['secret']}x/")
    none = told(Client(), "get", "/compte/invitation/n-importe-quoi/")

    assert over == none
