"""A real Chromium over the live server. A missing browser is a failure, not a skip: see the Makefile."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from home.demonstration.reports import publish_reports

# Playwright's synchronous interface keeps an event loop in this thread; Django would take its queries for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where it is, Playwright's own elsewhere; no call home."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    arguments = {**browser_type_launch_args, "args": ["--disable-gpu", "--disable-quic", *quiet]}
    if os.getuid() == 0:
        arguments["args"].append("--no-sandbox")
    if path := shutil.which("chromium"):
        arguments["executable_path"] = path
    return arguments


class Visitor:
    """One person at her browser: signs in as a persona, keeps the hosts that her pages asked and what they refused."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        context.on("request", self._note_request)
        context.on("console", self._note_console)

    def _note_request(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.hosts.add(urlsplit(request.url).netloc)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(f"{message.text} ({self.page.url})")

    def sign_in(self, persona: str) -> Page:
        self.page.goto(f"{self.address}/demo/")
        self.page.locator(f"button[name=persona][value={persona}]").click()
        self.page.wait_for_load_state()
        return self.page

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def audit(self) -> None:
        """No accessibility defect that axe can find on the page as it stands."""
        results = Axe().run(self.page)
        found = [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
        assert found == [], (self.page.url, found)
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, (self.page.url, f"{overflow} px wider than the screen")

    def screenshot(self, name: str) -> None:
        folder = Path(settings.BASE_DIR) / "var" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def demonstration(transactional_db: None) -> None:
    """The reference data and a small demonstration, as `make demo` loads them, but for its reports."""
    call_command("load_territories", verbosity=0)
    call_command("load_demo", verbosity=0, without_reports=True)


@pytest.fixture
def published_reports(demonstration: None) -> None:
    """The reports of the demonstration as well."""
    publish_reports(timezone.localdate())


@pytest.fixture
def visitors(browser: Browser, live_server: Any, demonstration: None) -> Iterator[Any]:
    """Makes visitors: `visitors()` is one more person with a browser of her own."""
    made: list[Visitor] = []

    def visitor(viewport: dict[str, int] = WIDE, **options: Any) -> Visitor:
        context = browser.new_context(viewport=viewport, locale="fr-FR", **options)  # type: ignore[arg-type]
        made.append(Visitor(context, live_server.url))
        return made[-1]

    yield visitor
    for one in made:
        one.context.close()
    host = urlsplit(live_server.url).netloc
    assert {asked for one in made for asked in one.hosts} <= {host}, "a page asked another host"
    assert [complaint for one in made for complaint in one.complaints] == []
