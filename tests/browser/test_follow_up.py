"""What was promised against what was done, as the coordinator reads and prints it: the real convention of 2021 too."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from conventions.models import Convention
from tests.browser.conftest import NARROW, WIDE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OTHERS = ("federation", "manager_vilogia", "manager_solfa", "partner")
PAGES = (("/union/", "61-union"), ("/formations/", "66-formations"), ("/actions/", "67-actions"))


def at_both_widths(visitor: Visitor, name: str) -> None:
    """The page as it stands, at 1280 and 360 px."""
    for width, suffix in ((NARROW, "-360"), (WIDE, "")):
        visitor.page.set_viewport_size(width)  # type: ignore[arg-type]
        visitor.screenshot(f"{name}{suffix}")
        visitor.audit()


def printed(visitor: Visitor, name: str) -> list[str]:
    """The text of each page that Chromium prints on A4; pictures are kept beside the screenshots."""
    with pypdfium2.PdfDocument(visitor.page.pdf(prefer_css_page_size=True)) as document:
        folder = Path(settings.BASE_DIR) / "var" / "screenshots"
        texts = []
        for number, page in enumerate(document, 1):
            page.render(scale=1.6, grayscale=True).to_pil().save(folder / f"{name}-{number}.png")
            texts.append(page.get_textpage().get_text_bounded())
    return texts


def without_spaces(text: str) -> str:
    """A line ends where the paper wants it."""
    return "".join(text.split())


def test_the_coordinator_reads_and_prints_what_was_promised_and_done(visitors: Callable[..., Visitor]) -> None:
    coordinator = visitors()
    page = coordinator.sign_in("coordinator_hdf")
    at_both_widths(coordinator, "60-coordinatrice")
    landlords = page.locator(".progress-landlords tbody tr")
    expect(landlords).to_have_count(17)
    (text,) = printed(coordinator, "60-coordinatrice-imprimee")
    names = [one.inner_text() for one in landlords.locator("th").all()]
    assert [name for name in names if without_spaces(name) not in without_spaces(text)] == []
    assert "Relancer" not in text
    for address, name in PAGES:
        coordinator.go(address)
        at_both_widths(coordinator, name)

    coordinator.go("/comites/")
    expect(page.locator("main")).to_contain_text("9 avril 2021")
    at_both_widths(coordinator, "65-comites")
    coordinator.go("/conventions/")
    at_both_widths(coordinator, "62-conventions")
    the_convention_of_2021(coordinator, page)


def the_convention_of_2021(coordinator: Visitor, page: Page) -> None:
    """Its published figures, each with its source on hover and in print."""
    convention = Convention.objects.get(signed_on="2021-03-25")
    coordinator.go(f"/conventions/{convention.id}/")
    at_both_widths(coordinator, "63-convention-2021")
    main = page.locator("main")
    signed = page.locator(".signatories li", has_text="depuis le 25 mars 2021")
    assert signed.count() >= 17
    collective = page.locator(".figure-card")
    for quantity, retained in (("18", False), ("27", True), ("75", True)):
        card = collective.filter(has=page.get_by_text(quantity, exact=True))
        expect(card).to_have_count(1)
        assert ("is-retained" in str(card.get_attribute("class"))) == retained, quantity
    for year in ("2021", "2022"):
        expect(main.get_by_role("row", name=re.compile(f"^{year}")).first).to_be_visible()
    expect(page.locator(".context-box")).to_contain_text("31 juillet 2019")
    figures = page.locator("abbr.sourced")
    titles = {one.get_attribute("title") for one in figures.all()}
    assert figures.count() >= 8
    assert all(str(title).startswith("Source : ") for title in titles)
    text = without_spaces("".join(printed(coordinator, "63-convention-2021-imprimee")))
    missing = [title for title in titles if without_spaces(str(title).removeprefix("Source : ")) not in text]
    assert missing == [], "said on hover, not in print"


@pytest.mark.parametrize("persona", OTHERS)
def test_the_homes_of_the_others(visitors: Callable[..., Visitor], persona: str) -> None:
    visitor = visitors()
    visitor.sign_in(persona)
    at_both_widths(visitor, f"68-{persona.replace('_', '-')}")
