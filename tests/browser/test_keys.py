"""The whole journey with four roles, from the publication to the keys, and the first review of a bail glissant.

After the publication the landlord comes three times: files and numbers; decisions; lease and keys.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from associations.models import Household
from common.encryption import keyring
from matching.models import SlidingReview
from offers.models import Offer
from tests import factories
from tests.browser.conftest import NARROW, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
REFERENCE = "NAV-2026-077"
MOST_CLICKS = 12


class Clicks:
    """What the landlord clicks: links, buttons, choices in a list. Typing a date is not a click."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, role: str, name: str | re.Pattern[str]) -> None:
        self.count += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()


def publish(agent: Visitor) -> Offer:
    agent.sign_in("agent_vilogia")
    page = agent.go("/bailleur/logements/nouveau/")
    page.get_by_label("Référence du logement").fill(REFERENCE)
    page.get_by_label("Adresse", exact=True).fill("3 rue des Clés")
    commune = page.get_by_role("combobox", name="Commune")
    commune.fill("valencienes")
    page.get_by_role("option", name=re.compile("Valenciennes")).click()
    page.get_by_label("Typologie").select_option("T3")
    page.get_by_label("Surface (m²)").fill("63,5")
    page.get_by_label("Étage").fill("2")
    page.get_by_label("Loyer hors charges (€)").fill("330,50")
    page.get_by_label("Charges (€)", exact=True).fill("82")
    page.get_by_label("Financement").select_option("PLAI")
    page.get_by_label("Réservataire").select_option("BAILLEUR_NON_RESERVE")
    page.get_by_label("Disponible le").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    page.get_by_text("Solution, chauffage, visite, CALEOL").click()
    page.get_by_label(re.compile("^Solution")).select_option("BAIL_GLISSANT")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Logement publié")).to_be_visible()
    return Offer.objects.get(reference=REFERENCE)


def describe(caseworker: Visitor, persona: str) -> Household:
    """A need in one minute; its papers are typed beforehand (their pages have tests of their own)."""
    caseworker.sign_in(persona)
    page = caseworker.go("/menages/nouveau/")
    page.get_by_label(re.compile("^Adultes")).fill("1")
    page.get_by_label(re.compile("6 à 10 ans")).fill("1")
    page.get_by_label(re.compile("Situation")).select_option("chrs")
    page.get_by_label("T3", exact=True).check()
    page.get_by_label("Nord (59)").check()
    page.get_by_label("Bail glissant").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(re.compile(r"/menages/[0-9a-f-]{36}/$"))
    code = page.get_by_role("heading", level=1).inner_text()
    household = Household.objects.get(code_index=keyring().blind_index(code, "household-code"))
    return factories.make_ready(household)


def request(caseworker: Visitor, offer: Offer) -> str:
    """Two clicks from the dwelling: the button, the confirmation. The address of the request."""
    page = caseworker.go(f"/logements/{offer.id}/")
    page.get_by_role("link", name="Demander ce logement").click()
    page.get_by_label(re.compile("Danger")).select_option("3")
    caseworker.screenshot("30-demander")
    caseworker.audit()
    page.get_by_role("button", name="Demander ce logement").click()
    page.wait_for_url(re.compile(r"/candidatures/[0-9a-f-]{36}/"))
    caseworker.screenshot("31-demandee")
    caseworker.audit()
    return page.url.removeprefix(caseworker.address)


def rank_and_transmit(federation: Visitor, offer: Offer) -> None:
    federation.sign_in("federation")
    page = federation.go(f"/federation/logements/{offer.id}/")
    federation.screenshot("32-classer")
    federation.audit()
    first = page.locator("#order tbody tr").first.get_attribute("data-reference")
    page.get_by_role("button", name=re.compile(f"Descendre la demande {first}")).click()
    expect(page.locator("#order-said")).to_contain_text("rang 2 sur 2")
    page.get_by_role("button", name="Enregistrer l’ordre").click()
    expect(page.locator("#messages")).to_contain_text("L’ordre est enregistré")
    assert page.locator("#order tbody tr").last.get_attribute("data-reference") == first
    federation.screenshot("33-classee")
    for _ in range(2):
        page.get_by_role("button", name=re.compile("Transmettre")).first.click()
        expect(page.locator("#messages")).to_contain_text("transmise")
    federation.screenshot("34-transmises")
    federation.audit()


def first_visit(agent: Visitor, clicks: Clicks, reference: str) -> None:
    """The files, the numbers."""
    agent.go("/")
    agent.screenshot("35-bailleur-a-faire")
    clicks.click("link", re.compile(f"Ouvrir.*{reference}"))
    clicks.click("button", "Voir les numéros d’inscription")
    expect(agent.page.get_by_text("Numéro d’inscription : ").first).to_be_visible()
    agent.screenshot("36-dossiers-et-numeros")
    agent.audit()
    clicks.click("button", re.compile("Dossier complet"))
    clicks.click("button", re.compile("Dossier complet"))


def second_visit(agent: Visitor, clicks: Clicks, reference: str) -> None:
    """The committee, its decision notified at once."""
    today = timezone.localdate().isoformat()
    agent.go("/")
    clicks.click("link", re.compile(f"Ouvrir.*{reference}"))
    page = agent.page
    page.get_by_label("Date de la CALEOL").fill(today)
    chosen = page.locator(f"#dossier-{reference}")
    clicks.count += 2  # the two lists
    chosen.get_by_label("Décision").select_option("attribution")
    chosen.get_by_label(re.compile("^Notifiée le")).fill(today)
    chosen.get_by_label("Par", exact=True).select_option("remise")
    agent.screenshot("37-caleol")
    agent.audit()
    clicks.click("button", "Enregistrer les décisions")
    expect(page.locator("#messages")).to_contain_text("Décisions enregistrées")


def third_visit(agent: Visitor, clicks: Clicks, reference: str) -> None:
    """The lease and the keys."""
    agent.go("/")
    clicks.click("link", re.compile(f"Ouvrir.*{reference}"))
    agent.screenshot("40-bail")
    agent.audit()
    clicks.click("button", "Enregistrer le bail")
    clicks.click("button", "Enregistrer la remise des clés")
    expect(agent.page.locator("#messages")).to_contain_text("Entrée enregistrée")
    agent.screenshot("41-cles")
    agent.audit()


def accept(caseworker: Visitor, followed: str) -> None:
    page = caseworker.go("/")
    expect(page.locator(".todo-title", has_text="Répondre à l’offre")).to_be_visible()
    caseworker.screenshot("38-repondre-a-faire")
    page = caseworker.go(followed)
    caseworker.screenshot("39-repondre")
    caseworker.audit()
    page.get_by_role("button", name="Elle accepte").click()
    expect(page.locator("#messages")).to_contain_text("acceptée")


def hold_first_review(caseworker: Visitor, household: Household) -> None:
    """Six months later."""
    review = SlidingReview.objects.get(lease__candidature__household=household)
    SlidingReview.objects.filter(id=review.id).update(due_on=timezone.localdate() + timedelta(days=6))
    page = caseworker.go("/")
    row = page.locator(".todo-row", has_text="révision du bail glissant")
    expect(row).to_be_visible()
    row.get_by_role("link").click()
    page.get_by_label(re.compile("^Révision faite le")).fill(timezone.localdate().isoformat())
    page.get_by_label("Issue").select_option("continue")
    caseworker.screenshot("43-bail-glissant")
    caseworker.audit()
    page.get_by_role("button", name="Enregistrer la révision").click()
    expect(page.locator("#messages")).to_contain_text("Révision enregistrée")
    caseworker.screenshot("44-revision")


def test_from_publication_to_the_keys_and_the_first_review(visitors: Callable[..., Visitor]) -> None:
    agent, caseworker, other, federation = visitors(), visitors(), visitors(NARROW), visitors()
    offer = publish(agent)
    hers = describe(caseworker, "caseworker_solfa")
    describe(other, "caseworker_louise_michel")
    followed = request(caseworker, offer)
    theirs = request(other, offer)
    rank_and_transmit(federation, offer)
    reference = caseworker.go(followed).locator("dl.facts dd").first.inner_text()
    clicks = Clicks(agent.page)

    first_visit(agent, clicks, reference)
    second_visit(agent, clicks, reference)
    accept(caseworker, followed)
    third_visit(agent, clicks, reference)
    assert clicks.count <= MOST_CLICKS

    # The other one's request goes on until the night, and nothing tells her of the first.
    page = other.go(theirs)
    expect(page.get_by_text("Dossier complet").first).to_be_visible()
    other.screenshot("42-autre-demande-360")
    other.audit()
    hold_first_review(caseworker, hers)
