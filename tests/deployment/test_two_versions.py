"""An upgrade without a stop, played with real processes: the one version migrates while the other serves, then both
serve the same people on one schema, each taking up what the other began.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, pairwise
from pathlib import Path

import pytest

from tests.deployment.browsing import Person
from tests.deployment.installation import Installation, installation, wait_for
from tests.deployment.parts import ROOT
from tests.deployment.versions import VERSION_BEFORE, version_after, version_before
from tests.offers.forms import NEW, typed

pytestmark = [pytest.mark.timeout(900), pytest.mark.xdist_group("two versions")]
HOUSEHOLDS = 20
NO_HISTORY = f"{VERSION_BEFORE[:7]} is not in the history at hand: `git fetch --unshallow` brings it"
DUE = "SELECT count(*) FROM matching_dueassessment"
TOLD = "SELECT count(*) FROM notifications_notice"


class People:
    """Who plays the journey of a dwelling, each step asked of the next web process in turn."""

    def __init__(self, address: str, households: Iterator[str]) -> None:
        self.households = households
        self.agent = Person("agent_vilogia", address)
        self.caseworker = Person("caseworker_solfa", address)
        self.federation = Person("federation", address)

    def journey(self, *webs: str, reference: str) -> None:
        """From publication to a message read: what one process writes the next one reads."""
        one, other = webs[0], webs[-1]
        dwelling = self.agent.do(one, NEW, typed(reference=reference, commune="Anzin (59)") | {"publier": "1"})
        dwelling = dwelling.rstrip("/").split("/")[-1]
        assert "Anzin" in self.caseworker.read(other, f"/logements/{dwelling}/")
        household = next(self.households)
        request = self.caseworker.do(other, f"/logements/{dwelling}/demander/", {"household": household, "wish": "1"})
        number = request.rstrip("/").split("/")[-1]
        assert f"/federation/candidatures/{number}/transmettre/" in self.federation.read(
            other, f"/federation/logements/{dwelling}/"
        )
        self.federation.do(one, f"/federation/candidatures/{number}/transmettre/", {})
        assert "Composition" in self.agent.read(other, request)
        self.agent.do(other, f"{request}messages/", {"texte": f"Visite de {reference} ?"})
        assert f"Visite de {reference} ?" in self.caseworker.read(one, request)
        self.caseworker.do(one, f"{request}messages/", {"fil": "bailleur", "texte": f"Oui pour {reference}."})
        assert f"Oui pour {reference}." in self.agent.read(other, request)


class Traffic(threading.Thread):
    """Journeys without a pause, for as long as it is wanted."""

    def __init__(self, people: People, web: str, name: str) -> None:
        super().__init__(daemon=True)
        self.people, self.web, self.reference = people, web, name
        self.played = 0
        self.failure: BaseException | None = None
        self._enough = threading.Event()

    def run(self) -> None:
        try:
            while not self._enough.is_set():
                self.people.journey(self.web, reference=f"{self.reference}-{self.played}")
                self.played += 1
        except BaseException as failure:  # noqa: BLE001 - told by the thread that waits for this one
            self.failure = failure

    def end(self) -> int:
        """How many were played. Raises what stopped it."""
        self._enough.set()
        self.join()
        if self.failure:
            raise self.failure
        return self.played


def test_the_version_before_is_at_hand(tmp_path: Path) -> None:
    """Where it is not, the upgrade to this version is not played: the one from it is."""
    if version_before(tmp_path / "before") is None:
        pytest.skip(NO_HISTORY)


def test_two_versions_serve_on_one_schema(tmp_path: Path) -> None:
    before, after = version_before(tmp_path / "before"), version_after(tmp_path / "after")
    trees = [*([before] if before else []), ROOT, after]
    with installation(tmp_path / "installation") as platform, ExitStack() as running:
        platform.migrate(trees[0])
        platform.manage(trees[0], "load_territories", "--verbosity=0")
        platform.run(trees[0], "-c", LOAD)
        made = platform.run(trees[0], str(ROOT / "tests" / "deployment" / "households.py"), str(HOUSEHOLDS))
        households = cycle(json.loads(made))
        web = running.enter_context(platform.web(trees[0]))
        for old, new in pairwise(trees):
            web = upgrade(platform, old, new, web, households, running)


# The demonstration without its reports, which take longer than all the rest.
LOAD = """
import django; django.setup()
from django.core.management import call_command
call_command("load_demo", verbosity=0, without_reports=True)
"""


def upgrade(
    platform: Installation, old: Path, new: Path, web: str, households: Iterator[str], running: ExitStack
) -> str:
    """From one version to the next; the address of the new one."""
    people = People(web, households)
    traffic = Traffic(people, web, f"{old.name}-PENDANT")
    traffic.start()
    platform.migrate(new)
    assert traffic.end() > 0, "nobody was served while it migrated"

    new_web = running.enter_context(platform.web(new))
    for number, order in enumerate([(web, new_web), (new_web, web)]):
        people.journey(*order, reference=f"{new.name}-ENSEMBLE-{number}")
    # Who signed in at the new one is known to the old one.
    People(new_web, households).journey(web, new_web, reference=f"{new.name}-NOUVELLE")
    for publisher, worker in ((new_web, old), (web, new)):
        _tasks_cross(platform, people, publisher, worker)
    return new_web


def _tasks_cross(platform: Installation, people: People, publisher: str, worker: Path) -> None:
    """What the one web process put in the queue, the worker of the other version does."""
    told = platform.count(TOLD)
    people.journey(publisher, reference=f"TACHE-{worker.name}-{publisher[-5:]}")
    with platform.worker(worker):
        wait_for(lambda: platform.count(DUE) == 0, f"what is due is not done by {worker}")
    assert platform.count(TOLD) > told
