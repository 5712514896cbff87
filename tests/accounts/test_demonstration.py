"""The demonstration: one button per persona, on this machine only."""

import pytest
from django.test import Client, override_settings

from accounts.checks import CONSENT, demonstration_stays_local
from accounts.demonstration.personas import PERSONAS
from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def personas() -> None:
    for persona in PERSONAS:
        factories.UserFactory(email=persona.email, name=persona.name)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_a_button_signs_in(persona: object, personas: None) -> None:
    client = Client()
    assert f'value="{persona.slug}"' in client.get("/demo/").content.decode()  # type: ignore[attr-defined]

    response = client.post("/demo/", {"persona": persona.slug}, follow=True)  # type: ignore[attr-defined]

    assert response.redirect_chain[-1][0] == "/"
    assert response.context["user"].email == persona.email  # type: ignore[attr-defined]


@pytest.mark.parametrize("slug", ["", "inconnue", "x" * 20_000])
def test_an_unknown_persona_does_not_exist(slug: str, personas: None) -> None:
    assert Client().post("/demo/", {"persona": slug}).status_code == 404


def test_confirming_goes_nowhere_else(personas: None) -> None:
    client = Client()
    client.post("/demo/", {"persona": "federation"})

    assert client.post("/demo/confirmer/", {"next": "/federation/"}).url == "/federation/"  # type: ignore[attr-defined]
    assert client.post("/demo/confirmer/", {"next": "https://ailleurs.invalid/"}).url == "/"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "consent", "refused"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),  # noqa: S104 - what must be refused
        ("192.0.2.7", "oui", True),
        ("0.0.0.0", CONSENT, False),  # noqa: S104 - the same, with consent in so many words
    ],
)
def test_the_demonstration_stays_on_this_machine(address: str, consent: str, refused: bool) -> None:
    with override_settings(DEMONSTRATION=True, LISTEN_ADDRESS=address, DEMONSTRATION_ON_A_PUBLIC_ADDRESS=consent):
        assert bool(demonstration_stays_local(None)) is refused


def test_no_persona_has_a_name() -> None:
    assert all(persona.name.startswith(persona.role.label) for persona in PERSONAS)
    assert User.objects.count() == 0
