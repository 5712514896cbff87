"""A need put to three landlords: two keep a dwelling, one is chosen, to the keys; the third sees nothing of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Membership, Organisation, Role
from accounts.sessions import IDLE_TOKEN, SECOND_FACTOR, idle_key
from associations.models import Household
from matching.models import Candidature
from offers.models import Offer, OfferState
from tests import factories
from tests.browser.conftest import NARROW, Visitor
from tests.browser.test_keys import Clicks, accept, second_visit, third_visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
THIRD = "Bailleur des Trois Tests"


def describe(caseworker: Visitor) -> Household:
    """A household ready for a transmission, and four of another association whose cards would be the same."""
    caseworker.sign_in("caseworker_solfa")
    hers, theirs = (
        Membership.objects.get(user__email=f"caseworker.{name}@demonstration.invalid")
        for name in ("solfa", "louise.michel")
    )
    for _ in range(4):
        factories.HouseholdFactory(member=theirs, children={"6-10": 1})
    return factories.make_ready(factories.HouseholdFactory(member=hers, children={"6-10": 1}, code="Courlis 1917"))


def sign_in_third(third: Visitor) -> Membership:
    """No persona stands for a third landlord: one signs in by her session alone."""
    bailleur = factories.BailleurFactory(organisation__name=THIRD)
    member = factories.MembershipFactory(organisation=bailleur.organisation, role=Role.BAILLEUR_AGENT)
    client = Client()
    client.force_login(member.user)
    session = client.session
    session[SECOND_FACTOR], session[IDLE_TOKEN] = True, "third"
    session.save()
    cache.set(idle_key("third"), 1, 900)
    third.context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": third.address}])
    return member


def drafts_of_landlords(third: Membership) -> None:
    """Each landlord has put a dwelling on the platform once; the first two have a complete draft."""
    for name in ("Vilogia", "Partenord", THIRD):
        bailleur = Organisation.objects.get(name=name).bailleur
        factories.OfferFactory(bailleur=bailleur, state=OfferState.CLOSED, listed=False, typology="T1")
        if bailleur.pk != third.organisation_id:
            factories.OfferFactory(
                bailleur=bailleur,
                reference=f"RES-{name}",
                state=OfferState.DRAFT,
                listed=False,
                published_at=None,
                closes_at=timezone.now() + timedelta(days=20),
                location__residence="Résidence du Phare",
                location__lat=50.6295,
                location__lon=3.0573,
            )


def send(caseworker: Visitor, household: Household) -> None:
    page = caseworker.go(f"/menages/{household.id}/")
    page.get_by_role("link", name="Demande aux bailleurs").click()
    caseworker.screenshot("50-a-quels-bailleurs")
    caseworker.audit()
    for name in ("Vilogia", "Partenord", THIRD):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("checkbox", name=re.compile("accord")).check()
    page.get_by_role("button", name="Adresser la demande").click()
    expect(page.locator("#messages")).to_contain_text("adressée")
    caseworker.screenshot("51-adressee")
    caseworker.audit()


def keep(landlord: Visitor, persona: str, name: str, prefix: str) -> None:
    landlord.sign_in(persona)
    page = landlord.go("/bailleur/besoins/")
    landlord.screenshot(f"{prefix}-besoins")
    landlord.audit()
    page.locator("section.panel", has_text="T3, 2 personnes").first.get_by_role("link").first.click()
    landlord.screenshot(f"{prefix}-besoin")
    landlord.audit()
    page.get_by_role("radio", name=re.compile(f"RES-{name}")).check()
    page.get_by_role("button", name="Réserver à cette demande").click()
    expect(page.locator("#messages")).to_contain_text("réservé")
    landlord.screenshot(f"{prefix}-reserve")
    landlord.audit()


def choose(caseworker: Visitor, household: Household) -> str:
    page = caseworker.go("/")
    expect(page.locator(".todo-title", has_text="Un logement est réservé").first).to_be_visible()
    page = caseworker.go(f"/menages/{household.id}/besoin/")
    expect(page.get_by_role("link", name="Choisir ce logement")).to_have_count(2)
    caseworker.screenshot("54-deux-reponses")
    caseworker.audit()
    page.locator("section.panel", has_text="réservé par Vilogia").get_by_role(
        "link", name="Choisir ce logement"
    ).click()
    caseworker.screenshot("55-choisir")
    caseworker.audit()
    page.get_by_role("button", name="Choisir et transmettre le dossier").click()
    expect(page.locator("#messages")).to_contain_text("choisi")
    caseworker.screenshot("56-choisi")
    caseworker.audit()
    return page.url.removeprefix(caseworker.address)


def test_three_landlords_two_answers_one_journey_to_the_keys(visitors: Callable[..., Visitor]) -> None:
    caseworker, vilogia, partenord, third = visitors(), visitors(), visitors(NARROW), visitors()
    household = describe(caseworker)
    drafts_of_landlords(sign_in_third(third))
    send(caseworker, household)
    before = third.go("/bailleur/besoins/").locator("main").inner_text()
    home = third.go("/").locator("main").inner_text()
    third.screenshot("52-troisieme-bailleur")

    keep(vilogia, "agent_vilogia", "Vilogia", "53-vilogia")
    keep(partenord, "agent_partenord", "Partenord", "53-partenord-360")
    followed = choose(caseworker, household)

    assert third.go("/bailleur/besoins/").locator("main").inner_text() == before
    assert third.go("/").locator("main").inner_text() == home
    reference = Candidature.objects.get(household=household).reference
    clicks = Clicks(vilogia.page)
    vilogia.go("/")
    clicks.click("link", re.compile(f"Ouvrir.*{reference}"))
    clicks.click("button", re.compile("Dossier complet"))
    second_visit(vilogia, clicks, reference)
    accept(caseworker, followed)
    third_visit(vilogia, clicks, reference)
    household.refresh_from_db()
    assert household.status == "housed"
    assert Offer.objects.get(reference="RES-Partenord").state == OfferState.RESERVED, "until the night"
    federation = visitors()
    federation.sign_in("federation")
    federation.go("/federation/besoins/")
    federation.screenshot("57-federation")
    federation.audit()
