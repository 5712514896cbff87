"""Forged, redirected, overloaded: what somebody else's page or a curious hand sends with a valid session."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Membership
from offers.models import Offer
from tests import factories
from tests.offers.forms import NEW, typed
from tests.personas import SignIn, confirm

pytestmark = pytest.mark.django_db
AWAY = [
    "https://ailleurs.invalid/", "//ailleurs.invalid/", "///ailleurs.invalid", "/\\ailleurs.invalid", "\\\\ailleurs.invalid",
    "https:ailleurs.invalid", "http:///ailleurs.invalid", "javascript:alert(1)", "data:text/html,x", " //ailleurs.invalid",
    "/\t/ailleurs.invalid", "https://testserver@ailleurs.invalid/", "https://testserver.ailleurs.invalid/",
    "\r\nLocation: https://ailleurs.invalid/", "//ailleurs.invalid%2f..",
]  # fmt: skip


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("address", ["/compte/reauthenticate/", "/compte/login/", "/demo/confirmer/"])
def test_signing_in_leads_back_here_alone(address: str, away: str, caseworker: Membership, sign_in: SignIn) -> None:
    client = Client() if "login" in address else sign_in(caseworker)
    given = {"login": caseworker.user.email, "password": "Une phrase de passe 14", "next": away}

    answer = client.post(address, given, query_params={"next": away})

    assert "ailleurs" not in answer.get("Location", "/")
    assert answer.get("Location", "/").startswith("/")
    assert not answer.get("Location", "/").startswith(("//", "/\\"))


# --- Fields that no form has -----------------------------------------------------------------------------------------

FORBIDDEN: dict[str, Any] = {
    "id": "00000000-0000-0000-0000-000000000000", "pk": "1", "state": "publiee", "status": "RELOGEE", "listed": "1",
    "is_superuser": "1", "is_staff": "1", "is_active": "1", "role": "federation", "bailleur_id": "x", "association": "x",
    "published_at": "2020-01-01", "transmitted_at": "2020-01-01", "referente": "x", "sealed": "x", "rank": "1",
    "reserved": "1", "first_transmitted_at": "2020-01-01", "departement": "01",
}  # fmt: skip


def test_what_a_form_does_not_ask_changes_nothing(agent: Membership, sign_in: SignIn) -> None:
    """Mass assignment: a dwelling saved with and without every column that somebody could wish for."""
    wished = {name: value for name, value in FORBIDDEN.items() if name != "departement"}
    wished["bailleur"] = str(factories.BailleurFactory().pk)
    columns = ("state", "listed", "published_at", "bailleur_id", "first_transmitted_at")

    made = []
    for reference, extra in (("UG-1", {}), ("UG-2", wished)):
        sign_in(agent).post(NEW, {**extra, **typed(reference=reference), "enregistrer": "1"})
        made.append(Offer.objects.filter(reference=reference).values(*columns).get())

    assert made[0] == made[1]
    assert made[0]["bailleur_id"] == agent.organisation_id


# --- What is typed stays text, and asks nobody -----------------------------------------------------------------------


def test_what_is_typed_is_never_a_template(caseworker: Membership, sign_in: SignIn) -> None:
    for probe in (
        "{{ 123456|add:654321 }}", "{% debug %}", "${123456+654321}", "#{123456+654321}", "<%= 123456+654321 %>",
        "{{request.user.password}}",
    ):  # fmt: skip
        page = sign_in(caseworker).post("/menages/", {"code": probe}).content.decode()
        assert "777777" not in page  # long enough that no random token of a form holds it
        assert "md5$" not in page
        assert "<%=" not in page


def test_what_is_typed_is_never_markup(caseworker: Membership, sign_in: SignIn) -> None:
    page = sign_in(caseworker).post("/menages/", {"code": '"><script>alert(1)</script><img src=x onerror=alert(1)>'})

    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


# --- Sessions --------------------------------------------------------------------------------------------------------


def test_a_planted_session_is_nobodys(caseworker: Membership) -> None:
    """Fixation: a key that somebody chose or knows is worth nothing once she has signed in."""
    attacker = Client()
    attacker.get("/compte/login/")
    session = attacker.session
    session["planted"] = True
    session.save()
    hers = Client()
    hers.cookies["sessionid"] = session.session_key

    hers.post("/compte/login/", {"login": caseworker.user.email, "password": "Une phrase de passe 14"})

    assert hers.cookies["sessionid"].value != session.session_key
    attacker.cookies["sessionid"] = session.session_key
    assert attacker.get("/").status_code == 302


def test_a_session_of_ones_own_making_is_none(db: None) -> None:
    client = Client()
    client.cookies["sessionid"] = "x" * 32

    answer = client.get("/compte/login/")

    assert answer.cookies.get("sessionid") is None or answer.cookies["sessionid"].value != "x" * 32
    cache.clear()


def test_confirming_oneself_in_one_browser_confirms_nobody_elsewhere(agent: Membership, sign_in: SignIn) -> None:
    here, there = sign_in(agent), sign_in(agent)
    confirm(here)

    assert here.session["account_authentication_methods"]
    assert "account_authentication_methods" not in there.session
