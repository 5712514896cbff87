"""A household that nothing suits: what one change would open, every figure confirmed by trying it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from accounts.demonstration.personas import PERSONAS
from associations.models import Household, HouseholdStatus
from matching.board import board
from matching.household_facts import facts_of
from offers.models import Offer
from tests.browser.conftest import NARROW, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PERSONA = "caseworker_solfa"


def unlucky() -> Household:
    """The first household of hers for which no dwelling suits, and one change would open some."""
    (email,) = (one.email for one in PERSONAS if one.slug == PERSONA)
    now = timezone.now()
    hers = Household.objects.filter(referente__email=email, status=HouseholdStatus.ACTIVE).newest_first()
    for household, facts in facts_of(hers).items():
        found = board(facts, Offer.objects.open_at(now), today=timezone.localdate())
        if not (found.suitable or found.to_check) and found.openings:
            return household
    raise AssertionError("the demonstration has none")


def proposed(page: Page) -> int:
    """How many may be proposed, as the first two tabs count them."""
    return sum(int(tab.inner_text()) for tab in page.locator(".tabs .badge").all()[:2])


def test_every_figure_of_the_panel_is_what_trying_it_shows(visitors: type[Visitor]) -> None:
    caseworker = visitors()
    caseworker.sign_in(PERSONA)
    address = reverse("matching:household_dwellings", args=[unlucky().id])
    page = caseworker.go(address)
    assert proposed(page) == 0
    panel = page.get_by_role("region", name="Ce qui ouvrirait d’autres logements")
    openings = [
        (link.get_attribute("href"), int(link.locator("strong").inner_text()))
        for link in panel.get_by_role("link").all()
    ]
    assert openings
    caseworker.screenshot("20-ce-qui-ouvrirait")
    caseworker.audit()
    for number, (link, count) in enumerate(openings):
        page.locator(f'.openings-list a[href="{link}"]').click()
        page.wait_for_url(re.compile("simuler="))
        assert proposed(page) == count, link
        assert str(count) in page.get_by_role("status").filter(has_text="Pour voir").inner_text()
        if number == 0:
            caseworker.screenshot("21-simulation")
            caseworker.audit()
        page.get_by_role("link", name="Revenir au besoin").click()
        page.wait_for_url(lambda url: "simuler=" not in url)
        assert proposed(page) == 0, "the file is not changed"


def test_on_a_phone(visitors: type[Visitor]) -> None:
    caseworker = visitors(NARROW)
    caseworker.sign_in(PERSONA)
    household = unlucky()
    page = caseworker.go(reverse("matching:household_dwellings", args=[household.id]) + "?vue=ecartes")
    caseworker.screenshot("22-ecartes-360")
    caseworker.audit()
    page.locator(".offer-card a").first.click()
    page.wait_for_url(re.compile(r"/logements/[0-9a-f-]{36}/$"))
    caseworker.screenshot("23-couple-360")
    caseworker.audit()
