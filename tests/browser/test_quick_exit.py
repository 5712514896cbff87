"""« Quitter rapidement » : one gesture, and nothing is left in any tab."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SERVER_HAS_TENTHS = 100
KEPT = "caches.keys().then(kept => JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), kept]))"


def left(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/pause/$"))
    assert page.evaluate(KEPT) == "[[],[],[]]"


def signed_out(visitor: Visitor) -> None:
    """The page leaves without waiting for the server: the session is over a moment later."""
    for _ in range(SERVER_HAS_TENTHS):
        answer = visitor.context.request.get(f"{visitor.address}/menages/", max_redirects=0)
        if "/compte/login/" in answer.headers.get("location", ""):
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError("the session is still open")


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
    signed_out(visitor)


def test_what_was_being_typed_is_still_there_after_signing_in_again(visitors: Callable[..., Visitor]) -> None:
    """Two tabs, a form half filled in one of them: nothing is left anywhere but the draft, on the server."""
    visitor = visitors()
    first = visitor.sign_in("caseworker_solfa")
    visitor.go("/menages/nouveau/")
    second = visitor.context.new_page()
    second.goto(f"{visitor.address}/menages/")
    session = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "sessionid")
    first.get_by_label("Adultes").fill("4")
    first.get_by_label("Situation actuelle").select_option("hotel")

    for _ in range(3):
        first.keyboard.press("Shift")

    left(first)
    left(second)
    for page in (first, second):
        page.go_back()
        expect(page).not_to_have_url(re.compile(r"/menages/"))
        assert "Situation actuelle" not in page.content()
    # The session itself is dead, even for whoever copied its cookie.
    visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.address}])
    signed_out(visitor)
    visitor.sign_in("caseworker_solfa")
    visitor.go("/menages/nouveau/")
    first.get_by_role("link", name="Reprendre").click()
    expect(first.get_by_label("Adultes")).to_have_value("4")
    expect(first.get_by_label("Situation actuelle")).to_have_value("hotel")


def test_a_form_is_kept_while_it_is_typed(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.go("/menages/nouveau/")
    with page.expect_response(lambda answer: "/brouillons/besoin/" in answer.url) as kept:
        page.get_by_label("Adultes").fill("5")
    assert kept.value.status == 204

    visitor.go("/menages/nouveau/")

    expect(page.get_by_text("Un brouillon du")).to_be_visible()


def test_a_page_left_alone_warns_then_blanks(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.page
    page.clock.install()
    visitor.go("/menages/")

    page.clock.run_for(14 * 60 * 1000 + 2000)
    stay = page.get_by_role("button", name="Rester connectée")
    expect(stay).to_be_focused()
    stay.click()
    expect(stay).to_have_count(0)
    page.clock.run_for(15 * 60 * 1000 + 2000)

    expect(page).to_have_url(re.compile("/compte/login/|/$"))
    assert "Vos ménages" not in page.content()


def test_a_page_whose_session_is_over_does_not_stay(visitors: Callable[..., Visitor]) -> None:
    """« Rester connectée » is no promise: when the server has already closed the session, the page goes."""
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.page
    # The bell, which asks by itself, could be told first that the session is over: here it is always answered.
    page.route("**/avis/nombre/", lambda route: route.fulfill(body=""))
    page.clock.install()
    visitor.go("/menages/")
    page.clock.run_for(14 * 60 * 1000 + 2000)
    visitor.context.clear_cookies()

    page.get_by_role("button", name="Rester connectée").click()

    expect(page).to_have_url(re.compile("/compte/login/"))


def test_work_in_one_tab_keeps_the_other_awake(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.page
    page.clock.install()
    visitor.go("/menages/")
    page.clock.run_for(14 * 60 * 1000 + 2000)
    stay = page.get_by_role("button", name="Rester connectée")
    expect(stay).to_be_visible()

    visitor.context.new_page().goto(f"{visitor.address}/candidatures/")

    expect(stay).to_have_count(0)
    expect(page).to_have_url(re.compile("/menages/$"))


def test_what_was_typed_never_holds_up_leaving(visitors: Callable[..., Visitor]) -> None:
    """More than a browser sends on after a page is left: the session ends all the same."""
    visitor = visitors()
    visitor.sign_in("caseworker_solfa")
    page = visitor.go("/menages/nouveau/")
    page.evaluate(
        """() => {
          const field = document.querySelector("[name=adults]");
          field.type = "text";
          field.value = "é".repeat(40000);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )

    for _ in range(3):
        page.keyboard.press("Shift")

    left(page)
    signed_out(visitor)


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
    signed_out(visitor)


def test_a_landlord_has_no_such_button(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    page = visitor.sign_in("agent_vilogia")

    expect(page.get_by_role("button", name="Quitter rapidement")).to_have_count(0)
