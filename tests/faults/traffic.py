"""A steady traffic of several roles, each write sent again until an answer accepts it, as a person would.

A dwelling is published, requested, transmitted and answered; lists are imported, reports built; others read.
"""

import io
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from queue import Empty, Queue
from typing import Any, TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.faults.client import Answer, Journal, Unanswered, Visitor
from tests.faults.ledger import Ledger
from tests.offers.forms import typed

PUBLICATION, PHOTO, REQUEST, TRANSMISSION, ANSWER = "publication", "photo", "request", "transmission", "answer"
IMPORT, IMPORTED, REPORT, BUILT, RELEASE, READING = "import", "imported", "report", "built", "release", "reading"
MAIL = "mail"
# Those without which the platform is not what it was. Reports come to an end: each period has one only.
ALWAYS = frozenset({PUBLICATION, PHOTO, REQUEST, TRANSMISSION, ANSWER, IMPORT, IMPORTED, READING, MAIL})
AGAIN_SECONDS = 0.3
PAUSE_SECONDS = 1.2
BETWEEN_IMPORTS = 4.0
EVERY_PHOTO = 3
ROWS = 20
# A place in each département that the seeded households look in (tests.faults.seed).
COMMUNES = {"59": "Roubaix (59)", "62": "Lens (62)", "80": "Amiens (80)", "60": "Beauvais (60)", "02": "Laon (02)"}
PAGES = {
    "manager_solfa": ["/", "/menages/", "/logements/"],
    "federation": ["/", "/federation/", "/rapports/"],
    "manager_vilogia": ["/", "/bailleur/logements/", "/candidatures/"],
}
PUBLISH = "/bailleur/logements/nouveau/"
IMPORTS = "/bailleur/logements/import/"
REPORTS = "/rapports/"
HEADERS = "Référence;Résidence;Adresse;Code INSEE;Étage;Typologie;Surface habitable;Loyer hors charges;Charges"

T = TypeVar("T")


def in_path(answer: Answer) -> str:
    """The id in the address that an answer leads to."""
    found = re.search(r"[0-9a-f-]{36}", answer.location)
    if answer.status != 302 or found is None:
        raise Refused(f"{answer.status} {answer.location} {_said(answer)}")
    return found[0]


def _said(answer: Answer) -> str:
    """What a page that refuses says, for whoever reads why the run failed."""
    text = re.sub(r"<[^>]*>", " ", answer.text.partition("<main")[2])
    return " ".join(text.split())[:600]


class Refused(Exception):
    """An answer that is no success: the traffic itself is wrong."""


class Traffic:
    """`households`: département -> ids of households in search there."""

    def __init__(self, address: str, households: dict[str, list[str]]) -> None:
        self.address = address
        self.journal = Journal()
        self.ledger = Ledger()
        self.mistakes: list[str] = []
        self.rows_of_an_import = ROWS
        self._households = {code: cycle(ids) for code, ids in households.items()}
        self._stopping = threading.Event()
        self._going = threading.Event()
        self._going.set()
        self._busy: set[Callable[[], None]] = set()
        self._published: Queue[tuple[str, str]] = Queue()
        self._requested: Queue[str] = Queue()
        self._transmitted: Queue[str] = Queue()
        self._numbers = count(1)
        self._asked = threading.Semaphore(0)
        self._photo = _photo()
        steps: list[Callable[[], None]] = [self._publish, self._request, self._transmit, self._answer]
        steps += [self._import, self._report, *(self._reader(persona) for persona in PAGES)]
        self._people = [threading.Thread(target=self._live, args=(one,), daemon=True) for one in steps]
        self._visitors = {
            name: Visitor(address, persona, self.journal)
            for name, persona in {
                "publisher": "agent_vilogia",
                "answerer": "agent_vilogia",
                "caseworker": "caseworker_solfa",
                "federation": "federation",
                "importer": "agent_partenord",
                "coordinator": "coordinator_hdf",
                **{persona: persona for persona in PAGES},
            }.items()
        }

    def start(self) -> None:
        for one in self._people:
            one.start()

    def stop(self) -> None:
        self._stopping.set()
        for one in self._people:
            one.join()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is begun is ended, and nothing else begins."""
        self._going.clear()
        while self._busy:
            time.sleep(AGAIN_SECONDS)
        yield
        self._going.set()

    def _live(self, step: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            if not self._going.wait(AGAIN_SECONDS):
                continue
            self._busy.add(step)
            try:
                step()
            except Unanswered:
                self._stopping.wait(AGAIN_SECONDS)
            except Empty:
                continue
            except Exception as error:  # noqa: BLE001 - said by the test that waits for it
                self.mistakes.append(f"{type(error).__name__}: {error}")
                self._stopping.wait(PAUSE_SECONDS)
            finally:
                self._busy.discard(step)

    def _insist(self, kind: str, key: str, send: Callable[[], T]) -> T:
        """Sends until it is accepted. Raises Unanswered when the run stops before, Refused."""
        write = self.ledger.begin(kind, key)
        while not self._stopping.is_set():
            try:
                got = send()
            except Unanswered:
                self._stopping.wait(AGAIN_SECONDS)
                self.ledger.try_again(write)
            else:
                self.ledger.accept(write)
                return got
        raise Unanswered

    # --- A dwelling, from its publication to the landlord's answer ---

    def _publish(self) -> None:
        number = next(self._numbers)
        departement = list(COMMUNES)[number % len(COMMUNES)]
        reference = f"FAUTE-{number:05}"
        form = typed(reference=reference, commune=COMMUNES[departement], address=f"{number} rue des Essais")
        offer = self._insist(
            PUBLICATION, reference, lambda: in_path(self._post("publisher", PUBLISH, form, "publier"))
        )
        self._published.put((offer, departement))
        if number % EVERY_PHOTO == 0:
            self._insist(PHOTO, offer, lambda: self._add_photo(offer))
        self._stopping.wait(PAUSE_SECONDS)

    def _add_photo(self, offer: str) -> None:
        """Whoever had no answer looks at the page before she sends it once more."""
        page = f"/bailleur/logements/{offer}/"
        if re.search(f"{page}photos/[0-9a-f-]{{36}}/", self._get("publisher", page).text):
            return
        photo = SimpleUploadedFile("photo.png", self._photo, "image/png")
        self._succeed("publisher", f"{page}photos/", {"photos": photo}, "Photo ajoutée.")

    def _request(self) -> None:
        offer, departement = self._published.get(timeout=1)
        household = next(self._households[departement])
        path, form = f"/logements/{offer}/demander/", {"household": household, "note": "", "danger": "", "wish": ""}
        key = f"{household} {offer}"
        self._requested.put(self._insist(REQUEST, key, lambda: in_path(self._post("caseworker", path, form))))

    def _transmit(self) -> None:
        found = self._requested.get(timeout=1)
        path = f"/federation/candidatures/{found}/transmettre/"
        self._insist(TRANSMISSION, found, lambda: self._succeed("federation", path, {}, "est transmise à"))
        self._transmitted.put(found)

    def _answer(self) -> None:
        found = self._transmitted.get(timeout=1)
        path, form = f"/candidatures/{found}/pieces/", {"papers": ["ressources", "caf"]}
        self._insist(ANSWER, found, lambda: self._succeed("answerer", path, form, "La référente voit les pièces"))

    # --- What workers do ---

    def _import(self) -> None:
        begun, batch = time.monotonic(), next(self._numbers)
        key, rows = str(uuid.uuid4()), self.rows_of_an_import
        lines = [
            f"LISTE-{batch:05}-{row:04};Les Essais;{row} rue des Listes;59350;1;T3;61;420;80" for row in range(rows)
        ]
        content = "\r\n".join([HEADERS, *lines]).encode()

        def send() -> str:
            file = SimpleUploadedFile("liste.csv", content, "text/csv")
            return in_path(self._post("importer", IMPORTS, {"import_id": key, "file": file}))

        self._insist(IMPORT, f"{key} {batch:05} {rows}", send)
        self._wait_for("importer", f"{IMPORTS}{key}/etat/")
        while not self._stopping.is_set():
            try:
                in_path(self._post("importer", f"{IMPORTS}{key}/enregistrer/", {}))
                break
            except Unanswered:
                self._stopping.wait(AGAIN_SECONDS)
        self._wait_for("importer", f"{IMPORTS}{key}/etat/")
        self.ledger.note_end(IMPORTED, begun)
        self._stopping.wait(BETWEEN_IMPORTS)

    def _report(self) -> None:
        """One is built and published as often as somebody asks for one: each period has one only."""
        if not self._asked.acquire(timeout=PAUSE_SECONDS):
            return
        what = self._oldest_period()
        begun = time.monotonic()
        found = self._insist(REPORT, what, lambda: in_path(self._post("coordinator", REPORTS, {"what": what})))
        self._wait_for("coordinator", f"{REPORTS}{found}/etat/")
        path = f"{REPORTS}{found}/publier/"
        self._insist(RELEASE, found, lambda: self._succeed("coordinator", path, {}, "est publié"))
        self.ledger.note_end(BUILT, begun)

    def ask_for_a_report(self) -> None:
        self._asked.release()

    def _oldest_period(self) -> str:
        """Of those that have no report yet."""
        while not self._stopping.is_set():
            try:
                page = self._get("coordinator", REPORTS)
            except Unanswered:
                self._stopping.wait(AGAIN_SECONDS)
            else:
                return re.findall(r'<option value="([^"]+/[^"]+/[^"]+)"', page.text)[-1]
        raise Unanswered

    def _wait_for(self, who: str, path: str) -> None:
        """Until the page that asks for news is told to open itself anew."""
        while not self._stopping.wait(AGAIN_SECONDS):
            try:
                answer = self._visitors[who].get(path, **{"X-Polling": "1"})
            except Unanswered:
                continue
            if answer.headers.get("HX-Refresh"):
                return
        raise Unanswered

    # --- Whoever reads ---

    def _reader(self, persona: str) -> Callable[[], None]:
        pages = cycle(PAGES[persona])

        def read() -> None:
            begun, path = time.monotonic(), next(pages)
            answer = self._get(persona, path)
            if answer.status != 200:
                raise Refused(f"{answer.status} {path}")
            self.ledger.note_end(READING, begun)
            self._stopping.wait(PAUSE_SECONDS / 2)

        return read

    def _get(self, who: str, path: str) -> Answer:
        return self._visitors[who].get(path)

    def _post(self, who: str, path: str, form: dict[str, Any], button: str = "") -> Answer:
        return self._visitors[who].post(path, form | ({button: "1"} if button else {}))

    def _succeed(self, who: str, path: str, form: dict[str, Any], words: str) -> None:
        """Posts and reads the page that it leads to, which says these words. Raises Refused otherwise."""
        posted = self._post(who, path, form)
        page = self._get(who, posted.location) if posted.status == 302 else posted
        if words not in page.text:
            raise Refused(f"{posted.status} {path}: {_said(page)}")


def _photo() -> bytes:
    """A picture of 3 MB as it is sent, which goes through a temporary file, and of some kilobytes as it is kept."""
    content = io.BytesIO()
    Image.new("RGB", (1000, 1000), "beige").save(content, "PNG", compress_level=0)
    return content.getvalue()
