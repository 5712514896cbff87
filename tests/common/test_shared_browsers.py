"""Browsers are shared (design.md 5): what a page leaves behind on a machine, and in the log, is nothing."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Membership
from common.request_log import RequestLogMiddleware
from tests.personas import SignIn

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
TITLE = "Espace de travail"
# Pages that stand apart from the frame: what is left for, and what is printed.
APART = {"home/pause.html": "Page vide", "associations/paper.html": "Document"}
COMMENTS = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.DOTALL)


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def markup(path: Path) -> str:
    return COMMENTS.sub("", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_browser_proposes_nothing_that_was_typed(path: Path) -> None:
    forms = re.findall(r"<form\b(?:[^>\"]|\"[^\"]*\")*>", markup(path))

    assert [form for form in forms if 'autocomplete="off"' not in form] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_title_tells_nothing(path: Path) -> None:
    """A title stays in the history, in the tabs and over a shoulder: the same on all pages."""
    text = markup(path)

    assert set(re.findall(r"<title>(.*?)</title>", text)) <= {APART.get(name(path), TITLE)}
    assert "block title" not in text


def test_htmx_keeps_no_page() -> None:
    found = re.search(r"name=\"htmx-config\"\s+content='(.*?)'", (TEMPLATES / "base.html").read_text())

    assert found
    assert json.loads(found[1])["historyCacheSize"] == 0


@pytest.mark.django_db
class TestAnswers:
    @pytest.mark.parametrize(
        "persona",
        [
            "caseworker", "association_manager", "agent", "bailleur_manager",
            "federation_member", "coordinator", "partner",
        ],
    )  # fmt: skip
    def test_every_page_of_a_role_has_the_same_title(
        self, persona: str, request: pytest.FixtureRequest, sign_in: SignIn
    ) -> None:
        client = sign_in(request.getfixturevalue(persona))
        home = client.get("/")
        pages = [home, *(client.get(entry.url) for entry in home.context["navigation"])]

        assert {page.status_code for page in pages} == {200}
        assert {one for page in pages for one in re.findall("<title>(.*?)</title>", page.content.decode())} == {TITLE}

    @pytest.mark.parametrize("address", ["/", "/menages", "/menages/", "/inconnue/", "/compte/login/", "/pause/"])
    def test_no_answer_is_kept(self, address: str, caseworker: Membership, sign_in: SignIn) -> None:
        """Redirections too: a browser keeps them, with their address."""
        for client in (Client(), sign_in(caseworker)):
            response = client.get(address)

            assert response["Cache-Control"] == "no-store"
            assert response["Referrer-Policy"] == "same-origin"

    def test_nor_is_a_refusal(self, caseworker: Membership) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(caseworker.user)

        for response in (client.post(reverse("associations:households")), client.get("/", headers={"host": "x.test"})):
            assert response.status_code in {400, 403}
            assert response["Cache-Control"] == "no-store"


def test_the_log_does_not_tell_browsers_apart(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/pause/", headers={"user-agent": "Zyxware/9.1"})

    with caplog.at_level(logging.INFO):
        RequestLogMiddleware(lambda _: None).prepare(request)  # type: ignore[arg-type, return-value]

    assert "request_started" in caplog.text
    assert "Zyxware" not in caplog.text
