"""Notices in a browser: the bell counts by itself; the pages are legible on a telephone too."""

import pytest
from django.urls import reverse

from accounts.demonstration.personas import PERSONAS
from accounts.models import Membership
from notifications.actions import mark_read, notify
from tests.browser.conftest import NARROW, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PERSONA = "caseworker_solfa"
TWO_MINUTES_MS = 120_000


def her() -> Membership:
    (email,) = (one.email for one in PERSONAS if one.slug == PERSONA)
    return Membership.objects.active().select_related("user", "organisation").get(user__email=email)


def test_the_bell_counts_without_reloading_the_page(visitors: type[Visitor]) -> None:
    mark_read(by=her())
    caseworker = visitors()
    caseworker.page.clock.install()
    page = caseworker.sign_in(PERSONA)
    bell = page.locator(".bell")
    assert bell.locator("strong").count() == 0
    page.evaluate("window.sameKept = true")

    notify(recipients=[her()], kind="replacement")
    page.clock.run_for(TWO_MINUTES_MS + 1000)

    bell.locator("strong", has_text="1").wait_for()
    assert page.evaluate("window.sameKept")
    assert bell.locator("[aria-live=polite]").count() == 1


def test_the_pages_at_both_widths(visitors: type[Visitor]) -> None:
    notify(recipients=[her()], kind="replacement")
    for width, options in (("wide", {}), ("narrow", {"viewport": NARROW})):
        caseworker = visitors(**options)
        caseworker.sign_in(PERSONA)
        for name in ("notices", "settings"):
            caseworker.go(reverse(f"notifications:{name}"))
            caseworker.audit()
            caseworker.screenshot(f"{name}-{width}")
