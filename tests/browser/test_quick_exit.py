"""« Quitter rapidement » : one gesture, and nothing is left in any tab."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
KEPT = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])"


def left(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/pause/$"))
    assert page.evaluate(KEPT) == "[[],[]]"


def test_three_shifts_in_one_tab_leave_both(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    first = visitor.sign_in("caseworker_solfa")
    visitor.go("/menages/")
    second = visitor.context.new_page()
    second.goto(f"{visitor.address}/candidatures/")
    first.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('b', '2')")

    for _ in range(3):
        first.keyboard.press("Shift")

    left(first)
    left(second)
    first.go_back()
    expect(first).not_to_have_url(re.compile(r"/menages/$"))
    assert "Mésange" not in first.content()
    second.goto(f"{visitor.address}/menages/")
    expect(second).to_have_url(re.compile("/compte/login/"))


def test_the_button_leaves_too_and_writing_capitals_does_not(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.go("/menages/")
    page.get_by_label("Chercher un ménage par son code").press_sequentially("ABC")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift+B")
    page.keyboard.press("Shift+C")
    expect(page).to_have_url(re.compile(r"/menages/$"))

    page.get_by_role("button", name="Quitter rapidement").click()

    left(page)
    visitor.go("/menages/")
    expect(page).to_have_url(re.compile("/compte/login/"))


def test_a_landlord_has_no_such_button(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    page = visitor.sign_in("agent_vilogia")

    expect(page.get_by_role("button", name="Quitter rapidement")).to_have_count(0)
