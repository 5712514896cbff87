"""What no template may hold: anything the content policy refuses, another host, words that tell too much."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
PAGES = sorted(path for path in ROOT.rglob("*.html"))
MAILS = sorted(path for path in ROOT.rglob("email/*.txt"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_inline_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=", text), "a style attribute"
    assert not re.search(r"<style\b", text), "a style element"
    # Data for a script, which no browser runs, is none.
    assert not re.search(r"""<script(?![^>]*(?:\bsrc=|type="application/json"))""", text), "a script without src"
    assert not re.search(r"<[^>{]*\son[a-z]+=", text), "an event attribute"
    assert "hx-on" not in text
    assert "javascript:" not in text


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_comes_from_another_host(path):
    loaded = re.findall(r"""(?:src|href|action|hx-get|hx-post)=["'](?:https?:)?//[^"']*""", path.read_text())
    assert loaded == []


@pytest.mark.parametrize("path", MAILS, ids=name)
def test_mails_say_nothing(path):
    text = path.read_text()
    assert not re.search(r"violence|conjugal|femme|victime|agresseur|hébergement", text, re.IGNORECASE)
    variables = set(re.findall(r"{{\s*([\w.]+)", text))
    if path.name == "chase.txt":  # what a coordinator wrote to a landlord, checked as it is kept (conventions.texts)
        variables -= {"text"}
    links, answers = {"password_reset_url", "link", "hours"}, {"count", "deadline"}
    assert variables <= links | answers, "only a link and how long it lives, how many to answer and by when"
