"""The form of a dwelling saves itself as it is typed, and says what is left to give."""

import re

import pytest
from playwright.sync_api import expect

from offers.models import Offer, OfferState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_dwelling_saves_itself_as_it_is_typed(visitors):  # type: ignore[no-untyped-def]
    visitor = visitors()
    visitor.sign_in("agent_vilogia")
    page = visitor.go("/bailleur/logements/nouveau/")
    page.get_by_label("Référence du logement").fill("NAVIGATEUR-1")
    page.get_by_label("Typologie").select_option("T3")
    page.get_by_label("Surface").fill("grande")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Brouillon enregistré à")
    expect(page.locator("#apercu")).to_contain_text("T3")
    expect(page.locator("#manque")).to_contain_text("À corriger, pas encore gardé : Surface")
    expect(page).to_have_url(re.compile(r"/bailleur/logements/[0-9a-f-]{36}/$"))

    page.get_by_label("Surface").fill("62,5")
    expect(page.locator("#apercu")).to_contain_text("62,5")
    page.locator("#manque").get_by_role("link", name="l’étage").click()
    expect(page.get_by_label("Étage")).to_be_focused()

    page.reload()
    expect(page.get_by_label("Référence du logement")).to_have_value("NAVIGATEUR-1")
    draft = Offer.objects.get(reference="NAVIGATEUR-1")
    assert (draft.state, draft.surface_m2) == (OfferState.DRAFT, 62.5)
