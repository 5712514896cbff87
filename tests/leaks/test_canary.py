"""Canary: marks in every sensitive field, the whole journey played, all that was written anywhere searched.

Who may read which mark is in tests.leaks.readers. The detector is proved by three leaks put in on purpose.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.template import engines
from pytest_django import Settings

from accounts.middleware import SECOND_FACTOR
from accounts.models import Membership, User
from associations import actions
from offers.models import PrivateSearch
from offers.search import private
from passlogement.embedded import postgres
from tests.leaks.detector import Leak, Tail, found, listening, valkey_content
from tests.leaks.journey import Journey
from tests.leaks.readers import AFTER, BEFORE, readers
from tests.leaks.recorder import Browser, Journal, tasks_kept

# Every reader asks for every page, three times: two minutes where nothing else runs.
pytestmark = [pytest.mark.canary, pytest.mark.timeout(900), pytest.mark.django_db(transaction=True)]
PERSONAS = {
    "col": "colleague",
    "ocw": "other_caseworker",
    "am": "association_manager",
    "ag": "agent",
    "oag": "other_agent",
    "bm": "bailleur_manager",
    "fed": "federation_member",
    "coo": "coordinator",
    "par": "partner",
}
Play = Callable[..., Journey]


@pytest.fixture
def play(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Play:
    """Plays the journey; its journal then holds all that was written. `walkers` are those of Journey.play."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the statement log of a server of one's own is out of reach")
    settings.MEDIA_ROOT = tmp_path / "photos"
    settings.SECRET_KEY = "canari-cle-des-signatures-6150"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    members: dict[str, Membership] = {key: request.getfixturevalue(name) for key, name in PERSONAS.items()}

    def played(*walkers: str) -> Journey:
        cache.clear()
        journal = Journal()
        statements = Tail(Path(postgres.Instance("test").log_path))
        with listening() as log, tasks_kept(journal):
            journey = Journey(journal, members, sign_in)
            journey.play(*walkers)
        journal.keep("log", log.getvalue())
        journal.keep("statements", statements.text())
        journal.mails()
        journal.files()
        journal.dumps()
        return journey

    return played


def sign_in(user: User, browser: Browser) -> None:
    browser.force_login(user)
    session = browser.session
    session[SECOND_FACTOR] = True
    session.save()


def leaks(journey: Journey) -> list[Leak]:
    """What was found where the table does not let it be."""
    table = readers()

    def allowed(leak: Leak) -> bool:
        row = table[leak.mark]
        if leak.where == "page":
            return leak.reader in row[leak.phase]
        return bool({leak.where, f"{leak.where}:{leak.reader}"} & row["elsewhere"])

    return sorted((one for one in found(journey.marks, journey.journal.traces) if not allowed(one)), key=str)


def test_every_mark_reaches_its_readers_and_nobody_else(play: Play) -> None:
    journey = play()

    assert list(map(str, leaks(journey))) == []
    pages = found(journey.marks, [trace for trace in journey.journal.traces if trace.where == "page"])
    read = {(leak.mark, leak.reader) for leak in pages}
    named = {(mark, reader) for mark, row in readers().items() for reader in row[BEFORE] | row[AFTER]}
    assert sorted(named - read) == [], "nobody read what she may read: the mark is not where it should be"
    assert {mark.name for mark in journey.marks} == set(readers())
    assert len(readers()) >= 40
    # Signed out, nothing of her session is left.
    keys = {form for mark in journey.marks if mark.name == "session_key" for form in mark.written}
    assert [key for key in keys if key in valkey_content()] == []
    assert not PrivateSearch.objects.exists()


# --- The detector is proved: leaks put in on purpose -----------------------------------------------------------------


def test_a_leak_in_a_template_is_found(play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a dwelling would say its address to every association."""
    engine: Any = engines["django"].engine  # type: ignore[attr-defined]
    page = Path(settings.BASE_DIR) / "templates" / "offers" / "offer.html"
    leaking = tmp_path / "templates" / "offers" / "offer.html"
    leaking.parent.mkdir(parents=True)
    text = page.read_text()
    leaking.write_text(text.replace("{{ place }}", "{{ place }}, {{ offer.location.address }}"))
    assert leaking.read_text() != text
    monkeypatch.setattr(engine, "dirs", [str(leaking.parents[1]), *engine.dirs])
    _forget_templates(engine)

    try:
        shown = {(leak.mark, leak.where, leak.reader) for leak in leaks(play("col", "ocw", "am"))}
    finally:
        monkeypatch.undo()
        _forget_templates(engine)

    assert shown == {("address", "page", reader) for reader in ("col", "ocw", "am")}


def _forget_templates(engine: Any) -> None:
    for loader in engine.template_loaders:
        if hasattr(loader, "reset"):
            loader.reset()


def test_a_leak_in_a_log_call_is_found(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for debugging would write the places of a search."""
    remember = private.remember

    def talkative(**arguments: Any) -> Any:
        logging.getLogger("offers").debug("search kept: %s", arguments["criteria"])
        return remember(**arguments)

    monkeypatch.setattr("offers.views.search.remember", talkative)

    logged = {(leak.mark, leak.where) for leak in leaks(play("cw"))}

    places = ("wanted", "refused", "work", "school", "away_point", "away_commune", "away_list")
    assert logged == {(place, "log") for place in places}


def _told(code: str) -> None:
    """A task that does nothing: what it is sent with is what matters."""


def test_a_leak_in_a_task_argument_is_found(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task would be sent with the code of a household instead of its id."""
    open_household = actions.open_household
    task = current_app.task(name="tests.leaks.told", shared=False)(_told)

    def telling(**arguments: Any) -> Any:
        opened = open_household(**arguments)
        task.delay(opened.file.code)
        return opened

    monkeypatch.setattr(actions, "open_household", telling)

    try:
        sent = {(leak.mark, leak.where) for leak in leaks(play("cw"))}
    finally:
        current_app.tasks.pop(task.name)

    assert sent == {("code", "task"), ("waiting_code", "task"), ("other_code", "task")}
