"""The guide never ages: its steps are played on the demonstration of a fixed day, by each role.

A word of the guide that is not on the screen, a step that leads nowhere, a picture of a page that changed: each fails.
`GUIDE_IMAGES=1 .venv/bin/python -m pytest tests/browser/test_guide.py` draws the pictures again: look at each.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from accounts.models import Membership
from associations.codes import WORDS
from home.demonstration.reports import publish_reports
from tests import factories
from tests.browser.conftest import Visitor
from tests.browser.guide import DATA, GUIDE, IMAGES, Reading, sections

browser = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(600),
]
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Paris"))
MOST_BYTES = 3_000_000
PAGES = (
    "README", "referente", "responsable-association", "agent-bailleur", "responsable-bailleur", "federation",
    "coordinatrice", "partenaire",
)  # fmt: skip


@pytest.fixture
def demonstration(transactional_db: None) -> Iterator[None]:
    """That of a fixed day, with its reports; one household more, whose file is whole, stands for all of them."""
    with time_machine.travel(NOW):
        call_command("load_territories", verbosity=0)
        call_command("load_ceilings", verbosity=0)
        call_command("load_demo", verbosity=0, without_reports=True)
        publish_reports(NOW.date())
        hers, theirs = (
            Membership.objects.get(user__email=f"caseworker.{name}@demonstration.invalid")
            for name in ("solfa", "louise.michel")
        )
        for _ in range(4):  # alike: a need that is not rare may be put to landlords
            factories.HouseholdFactory(member=theirs)
        factories.make_ready(factories.HouseholdFactory(member=hers, code="Alouette 12"))
        yield


class TestFiles:
    def test_each_page_has_its_tasks_and_is_in_the_index(self) -> None:
        index = (GUIDE / "README.md").read_text(encoding="utf-8")

        assert {path.stem for path in GUIDE.glob("*.md")} == set(PAGES)
        for page in PAGES[1:]:
            assert f"]({page}.md)" in index
            assert sections(page)

    def test_the_code_of_a_household_is_no_part_of_a_page(self) -> None:
        """It is drawn at random: a picture would be of another page one day in a hundred."""
        assert {DATA.sub("…", f"Pour {word} 42") for word in WORDS} == {"Pour …"}

    def test_pictures_are_all_shown_and_light(self) -> None:
        shown = [image for page in PAGES for section in sections(page).values() for image in section.images]

        assert sorted(shown) == sorted(path.stem for path in IMAGES.glob("*.png"))
        assert sum(path.stat().st_size for path in IMAGES.glob("*.png")) < MOST_BYTES


class TestTasks:
    pytestmark = browser

    def test_each_is_played_as_it_is_written(self, visitors: Callable[..., Visitor]) -> None:
        for page, (persona, play) in PLAYED.items():
            visitor = visitors()
            visitor.context.clock.set_fixed_time(NOW)  # of its browser
            reading = Reading(page, visitor)
            if persona:
                visitor.sign_in(persona)
            play(reading)
            reading.end()
        assert set(PLAYED) == set(PAGES)


def index(read: Reading) -> None:
    with read.task("Se connecter"):
        read.go("/compte/login/")
        read.image("connexion", height=560)
    read.visitor.sign_in("caseworker_solfa")
    with read.task("Lire ses avis"):
        read.press("Avis")
    with read.task("Partir vite"):
        read.go("/")
        read.press("Quitter rapidement")
    read.visitor.sign_in("manager_solfa")
    with read.task("Retrouver un téléphone perdu"):
        read.press("Invitations")


def caseworker(read: Reading) -> None:
    page = read.page
    with read.task("Décrire un besoin"):
        read.go("/")
        read.press("Nouveau besoin")
        page.get_by_label("Adultes").fill("1")
        page.get_by_label("6 à 10 ans").fill("1")
        page.get_by_label("Situation actuelle").select_option(label="CHRS")
        page.get_by_label("T3", exact=True).check()
        read.image("referente-besoin", height=1000)
        read.press("Enregistrer")
        assert re.search(r"\w+ \d+", page.get_by_role("heading", level=1).inner_text())
    read.go("/menages/")
    read.press("Alouette 12")
    home = page.url
    her_file(read, home)
    her_dwelling(read, home)
    with read.task("Adresser un besoin aux bailleurs"):
        page.goto(home)
        read.press("Demande aux bailleurs")
        read.open("Ce que lirait")
        read.image("referente-bailleurs", height=900)
        read.press("Besoins")


def her_file(read: Reading, home: str) -> None:
    page = read.page
    with read.task("Compléter le dossier"):
        read.go(home.removeprefix(read.visitor.address))
        read.image("referente-dossier", height=800)
        assert page.get_by_role("link", name="Compléter").count()
    with read.task("Dire les lieux à éviter"):
        page.goto(home)
        read.see()
        page.get_by_role("link", name=re.compile("Ouvrir.*zones d’éloignement", re.DOTALL)).click()
        page.wait_for_load_state()
        page.get_by_label("À cause de").first.select_option(index=1)
        place = page.get_by_role("combobox", name="Loin de").first
        place.fill("dunkerque")
        page.get_by_role("option", name=re.compile("Dunkerque")).first.click()
        page.get_by_label("D’au moins (km)").first.fill("15")
        read.image("referente-zones", height=900)
        read.press("Enregistrer")
        assert page.url == home


def her_dwelling(read: Reading, home: str) -> None:
    page = read.page
    with read.task("Trouver un logement pour une femme en danger"):
        page.goto(home)
        read.press("Logements pour")
        read.image("referente-logements", height=1000)
    with read.task("Demander un logement"):
        page.locator("main .offer-card a").first.click()
        page.wait_for_load_state()
        dwelling = page.url
        read.see()
        read.press("La fiche du logement")
        read.press("Vérifier l’emplacement")
        read.press("Ouvrir l’emplacement")
        page.goto(dwelling)
        read.press("Demander pour")
        hers = page.get_by_role("radio", name=re.compile("Alouette 12"))
        assert hers.is_checked()
        read.image("referente-demander", height=1000, at=hers)
        page.get_by_role("button", name="Demander ce logement").click()
        page.wait_for_url(re.compile("/candidatures/"))
    with read.task("Suivre une demande"):
        read.press("Candidatures")
        page.get_by_role("row", name=re.compile("Transmise au bailleur")).first.get_by_role("link").first.click()
        page.wait_for_load_state()
        read.image("referente-demande", height=900)
        read.open("Annuler cette demande")


def association_manager(read: Reading) -> None:
    page = read.page
    with read.task("Voir où en est l’équipe"):
        read.go("/")
        read.image("association-equipe", height=900)
    with read.task("Inviter une collègue"):
        read.go("/")
        read.press("Inviter une collègue")
        page.get_by_label("Adresse électronique professionnelle").fill("nouvelle@demonstration.invalid")
        page.get_by_label("Rôle").select_option(label="Référente")
        read.press("Envoyer l’invitation")
        assert page.get_by_text("nouvelle@demonstration.invalid").first.is_visible()
    with read.task("Remplacer une collègue absente"):
        read.press("Ménages")
        read.press("Absences des référentes")
        read.image("association-absence", height=760)
    with read.task("Confier ou effacer une fiche"):
        read.press("Ménages")
        read.press("Confier")
        page.go_back()
        read.press("Effacer")
    with read.task("Confirmer un relogement fait par téléphone"):
        read.press("Relogements")
        read.image("association-relogements", height=820)
        read.press("Confirmer")


def agent(read: Reading) -> None:
    page = read.page
    with read.task("Publier un logement"):
        read.go("/")
        read.press("Publier un logement")
        page.get_by_label("Référence du logement").fill("59-02001")
        page.get_by_label("Résidence").fill("Résidence des Tilleuls")
        page.get_by_label("Typologie").select_option("T3")
        page.get_by_label("Surface (m²)").fill("62")
        page.get_by_label("Loyer hors charges (€)").fill("430,50")
        page.wait_for_timeout(1500)  # the card draws itself
        read.image("bailleur-publier", height=1000)
        assert page.get_by_role("button", name="Publier").is_visible()
    with read.task("Importer une liste"):
        read.press("Nos logements")
        read.press("Importer, exporter")
        read.image("bailleur-importer", height=760)
    with read.task("Répondre à un besoin"):
        read.press("Besoins")
        read.press("Répondre")
        read.image("bailleur-besoin", height=1000)
    with read.task("Lire un dossier transmis"):
        read.go("/")
        page.get_by_role("link", name=re.compile("Ouvrir.*Lire le dossier transmis", re.DOTALL)).last.click()
        page.wait_for_load_state()
        read.image("bailleur-dossiers", height=1000)
    with read.task("Déclarer un relogement"):
        read.press("Relogements")
        read.press("Déclarer un relogement")


def landlord_manager(read: Reading) -> None:
    page = read.page
    with read.task("Savoir si l’engagement est tenu"):
        read.go("/")
        results = page.get_by_role("heading", name="Nos engagements et nos résultats")
        read.image("responsable-resultats", height=640, at=results)
    with read.task("Inviter un collègue"):
        read.press("Invitations")
    with read.task("Relier votre logiciel"):
        read.press("Logiciels")
        read.press("Relier un logiciel")
        read.image("responsable-logiciel", height=700)
    with read.task("Suivre la formation des équipes"):
        read.press("Formations")
        read.image("responsable-formations", height=800)
    with read.task("Lire un rapport"):
        read.press("Rapports")
        page.locator("main table a").first.click()
        page.wait_for_load_state()


def federation(read: Reading) -> None:
    page = read.page
    with read.task("Transmettre une demande"):
        read.go("/")
        read.press("Lire les fiches")
        read.image("federation-ordre", height=1000)
    with read.task("Débloquer un besoin sans réponse"):
        read.press("Besoins")
        read.image("federation-besoins", height=760)
    with read.task("Ouvrir une organisation"):
        read.press("Invitations")
        read.press("Décisions à deux")
    with read.task("Saisir les plafonds de l’année"):
        read.press("Plafonds")
        assert page.get_by_label("Année").first.is_visible()
        read.image("federation-plafonds", height=900)


def coordinator(read: Reading) -> None:
    page = read.page
    with read.task("Comparer promesses et résultats"):
        read.go("/")
        year = page.get_by_role("heading", name=re.compile("Année 3 de la convention"))
        assert year.is_visible()
        read.image("coordinatrice-annee", height=1240)
        read.press("Les années de la convention")
    with read.task("Relancer un bailleur"):
        read.go("/")
        page.get_by_role("row", name=re.compile("^Vilogia")).get_by_role("link", name=re.compile("Relancer")).click()
        page.wait_for_load_state()
        read.image("coordinatrice-relance", height=900)
    with read.task("Suivre une action"):
        read.press("Actions")
        page.locator("main table a").first.click()
        page.wait_for_load_state()
    with read.task("Préparer un comité de suivi"):
        read.press("Comités")
        read.press("Préparer")
        read.press("Préparer l’ordre du jour")
        read.image("coordinatrice-comite", height=900)
    with read.task("Préparer et publier un rapport"):
        read.press("Rapports")
        read.image("coordinatrice-rapports", height=700)
        page.get_by_label("Période").select_option(index=1)
        read.press("Préparer ce rapport")
        read.open("Lire ce qui se fige, puis publier")


def partner(read: Reading) -> None:
    with read.task("Dire où en est une action"):
        read.go("/")
        read.press("Dire où elle en est")
        read.image("partenaire-action", height=860)
        read.page.get_by_label("Où en est-elle").fill("La liste est prête.")
        read.press("Enregistrer")
    with read.task("Lire un rapport"):
        read.go("/")
        read.press("Lire")
        read.image("partenaire-rapport", height=1000)


PLAYED: dict[str, tuple[str, Callable[[Reading], None]]] = {
    "README": ("", index),
    "referente": ("caseworker_solfa", caseworker),
    "responsable-association": ("manager_solfa", association_manager),
    "agent-bailleur": ("agent_vilogia", agent),
    "responsable-bailleur": ("manager_vilogia", landlord_manager),
    "federation": ("federation", federation),
    "coordinatrice": ("coordinator_hdf", coordinator),
    "partenaire": ("partner", partner),
}
