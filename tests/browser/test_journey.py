"""The walk through the whole house: publish, search away from a place, check the location, request, transmit, read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from associations.models import Household
from common.encryption import keyring
from tests import factories
from tests.browser.conftest import NARROW, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
ADDRESS = "12 rue des Tests"
QUARTER = "Faubourg des Essais"


def publish(agent: Visitor) -> None:
    agent.sign_in("agent_vilogia")
    page = agent.go("/bailleur/logements/nouveau/")
    page.get_by_label("Référence du logement").fill("NAV-2026-001")
    page.get_by_label("Résidence").fill("Résidence des Essais")
    page.get_by_label("Adresse", exact=True).fill(ADDRESS)
    commune = page.get_by_role("combobox", name="Commune")
    commune.fill("valencienes")
    page.get_by_role("option", name=re.compile("Valenciennes")).click()
    page.get_by_label(re.compile("^Quartier")).fill(QUARTER)
    page.get_by_label("Typologie").select_option("T3")
    page.get_by_label("Surface (m²)").fill("63,5")
    page.get_by_label("Étage").fill("2")
    page.get_by_label("Loyer hors charges (€)").fill("430,50")
    page.get_by_label("Charges (€)", exact=True).fill("82")
    page.get_by_label("Financement").select_option("PLAI")
    page.get_by_label("Réservataire").select_option("BAILLEUR_NON_RESERVE")
    page.get_by_label("Disponible le").fill("2027-01-15")
    agent.screenshot("01-publier")
    agent.audit()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Logement publié")).to_be_visible()
    agent.screenshot("02-publie")


def describe(caseworker: Visitor) -> str:
    """A need in one minute; returns the code that the platform gave."""
    caseworker.sign_in("caseworker_solfa")
    page = caseworker.go("/menages/nouveau/")
    page.get_by_label(re.compile("^Adultes")).fill("1")
    page.get_by_label(re.compile("6 à 10 ans")).fill("1")
    page.get_by_label(re.compile("Situation")).select_option("chrs")
    page.get_by_label("T3", exact=True).check()
    caseworker.audit()
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(re.compile(r"/menages/[0-9a-f-]{36}/$"))
    caseworker.screenshot("03-menage")
    caseworker.audit()
    return page.get_by_role("heading", level=1).inner_text()


def ready(code: str) -> None:
    """What the transmission asks for: their pages have tests of their own."""
    factories.make_ready(Household.objects.get(code_index=keyring().blind_index(code, "household-code")))


def search(caseworker: Visitor) -> None:
    page = caseworker.go("/logements/")
    page.get_by_text("Critères et lieux").click()
    page.get_by_label("T3", exact=True).check()
    page.get_by_label("Nord (59)").check()
    place = page.get_by_role("combobox", name="Loin de").first
    place.fill("lille")
    page.get_by_role("option", name="Lille (59)").first.click()
    page.get_by_label("D’au moins (km)").first.fill("15")
    caseworker.screenshot("04-criteres")
    caseworker.audit()
    page.get_by_role("button", name="Chercher").last.click()
    page.wait_for_url(re.compile("recherche="))
    expect(page.get_by_role("status").first).to_contain_text("logement")
    assert "lille" not in page.url.lower()
    places = page.locator(".offer-card-place").all_inner_texts()
    assert places
    assert not [
        place for place in places if re.search(r"\b(Lille|La Madeleine|Loos|Lambersart|Ronchin|Villeneuve)", place)
    ]
    page.wait_for_timeout(500)
    caseworker.screenshot("05-resultats")
    caseworker.audit()


def request(caseworker: Visitor, code: str) -> str:
    """Checks the location of the new dwelling, requests it; returns the reference of the request."""
    page = caseworker.page
    while not page.locator(".offer-card", has_text=QUARTER).count():
        page.get_by_role("link", name=re.compile("Suivante")).click()
        page.wait_for_load_state("networkidle")
    page.locator(".offer-card", has_text=QUARTER).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("T3")
    assert ADDRESS not in page.content()
    caseworker.screenshot("06-logement")
    caseworker.audit()
    dwelling = page.url
    page.get_by_role("link", name="Vérifier l’emplacement").click()
    caseworker.audit()
    page.get_by_role("button", name="Ouvrir l’emplacement").click()
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    caseworker.screenshot("07-emplacement")
    caseworker.audit()
    page.goto(dwelling)
    page.get_by_role("link", name="Demander ce logement").click()
    page.get_by_role("radio", name=re.compile(code)).check()
    caseworker.screenshot("08-demander")
    caseworker.audit()
    page.get_by_role("button", name="Demander ce logement").click()
    page.wait_for_url(re.compile(r"/candidatures/[0-9a-f-]{36}/"))
    caseworker.screenshot("09-demande")
    caseworker.audit()
    found = re.search(r"\b[A-HJ-NP-Z2-9]{7}\b", page.locator("main").inner_text())
    assert found
    return found[0]


def transmit(federation: Visitor, reference: str) -> None:
    federation.sign_in("federation")
    page = federation.go("/federation/")
    while not page.get_by_role("row", name=re.compile(QUARTER)).count():
        page.get_by_role("link", name=re.compile("Suivante")).click()
    page.get_by_role("row", name=re.compile(QUARTER)).get_by_role("link").click()
    expect(page.get_by_role("heading", name=f"Fiche anonyme {reference}")).to_be_visible()
    assert "03 53 01" not in page.content(), "no phone before the transmission"
    federation.screenshot("10-fiche-anonyme")
    federation.audit()
    page.get_by_role("button", name=re.compile("Transmettre")).click()
    expect(page.locator("#messages")).to_contain_text("transmise")
    federation.screenshot("11-transmise")


def test_from_publication_to_the_landlords_card(visitors: Callable[..., Visitor]) -> None:
    agent, caseworker, federation = visitors(), visitors(), visitors()
    publish(agent)
    code = describe(caseworker)
    ready(code)
    search(caseworker)
    reference = request(caseworker, code)
    agent.go("/candidatures/")
    assert reference not in agent.page.content(), "nothing before the transmission"

    transmit(federation, reference)

    page = agent.go("/candidatures/")
    page.get_by_role("link", name=re.compile(reference)).first.click()
    expect(page.get_by_text("03 53 01").first).to_be_visible()
    assert code not in page.content()
    agent.screenshot("12-dossier")
    agent.audit()


PAGES = {
    "caseworker_solfa": ["/", "/logements/", "/menages/", "/menages/nouveau/", "/candidatures/", "/besoins/"],
    "manager_solfa": ["/", "/logements/", "/menages/", "/compte/invitations/", "/relogements/"],
    "agent_vilogia": [
        "/",
        "/bailleur/logements/",
        "/bailleur/logements/nouveau/",
        "/candidatures/",
        "/bailleur/besoins/",
        "/relogements/",
        "/relogements/declarer/",
        "/relogements/importer/",
    ],
    "manager_vilogia": ["/", "/compte/invitations/"],
    "federation": ["/", "/federation/", "/federation/besoins/", "/plafonds/", "/compte/invitations/"],
    "coordinator_hdf": ["/"],
    "partner": ["/"],
}
PUBLIC = ["/demo/", "/demo/courriels/", "/mentions/", "/pause/", "/compte/login/", "/compte/password/reset/"]


def first_links(visitor: Visitor) -> list[str]:
    """One page of each kind that the lists lead to: a dwelling, a household, a request."""
    patterns = (r"^/logements/[0-9a-f-]{36}/$", r"^/menages/[0-9a-f-]{36}/$", r"^/candidatures/[0-9a-f-]{36}/$",
                r"^/bailleur/logements/[0-9a-f-]{36}/$", r"^/bailleur/logements/[0-9a-f-]{36}/dossiers/$",
                r"^/bailleur/logements/[0-9a-f-]{36}/caleol/$", r"^/federation/logements/[0-9a-f-]{36}/$",
                r"^/bailleur/besoins/[0-9a-f-]{36}/$", r"^/menages/[0-9a-f-]{36}/besoin/$")  # fmt: skip
    links = [link.get_attribute("href") or "" for link in visitor.page.locator("main a[href]").all()]
    return [found for pattern in patterns if (found := next((link for link in links if re.match(pattern, link)), ""))]


def test_every_page_is_accessible_wide_and_narrow(visitors: Callable[..., Visitor]) -> None:
    for viewport in (None, NARROW):
        visitor = visitors(viewport) if viewport else visitors()
        for path in PUBLIC:
            visitor.go(path)
            visitor.audit()
        for persona, paths in PAGES.items():
            visitor = visitors(viewport) if viewport else visitors()
            visitor.sign_in(persona)
            seen: dict[str, None] = {}
            for path in paths:
                visitor.go(path)
                visitor.audit()
                seen |= dict.fromkeys(first_links(visitor))
                if viewport:
                    visitor.screenshot(f"360-{persona}-{path.strip('/').replace('/', '-') or 'accueil'}")
            for path in seen:
                visitor.go(path)
                visitor.audit()
