"""What the people write. Each gives its requests one by one; the one that says so holds what is looked for afterwards.

`write` is the kind, `key` what tells it from others, `accepted` whether the site said yes; without an answer nobody
knows (`accepted` is None).
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from benchmarks.load.exchange import Answer, Site

SENT = "Message envoyé.".encode()
COMMUNES = ("Lille (59)", "Roubaix (59)", "Lens (62)", "Amiens (80)", "Lyon (69)", "Bordeaux (33)", "Nantes (44)")
TYPOLOGIES = ("T2", "T3", "T3", "T4")
FOUND = 302

Said = tuple[str, Answer, dict[str, Any]]


class Session:
    """One of the players, at her screen."""

    def __init__(self, player: dict[str, Any], site: Site) -> None:
        self.role: str = player["role"]
        self.opens: dict[str, list[str]] = player["opens"]
        self.asks: list[list[str]] = list(player["asks"])
        self.threads: list[str] = player["threads"]
        self.households: list[str] = player["households"]
        self._key, self._site = player["session"], site

    def any_page(self) -> tuple[str, str]:
        page = random.choice(list(self.opens))
        return page, random.choice(self.opens[page])

    def get(self, address: str, told: str = "") -> Answer:
        return self._site.ask(self._key, address, told=told)

    def post(self, address: str, /, **form: str) -> Answer:
        return self._site.ask(self._key, address, form)


def ask_for_a_dwelling(session: Session) -> Iterator[Said]:
    if not session.asks:
        return
    household, offer = session.asks.pop()
    answer = session.post(f"/logements/{offer}/demander/", household=household, note="", danger="2", wish="1")
    yield "demander (envoi)", answer, _kept("request", f"{household} {offer}", answer)


def write_a_message(session: Session) -> Iterator[Said]:
    """Accepted is what the next page says was sent."""
    if not session.threads:
        return
    request = random.choice(session.threads)
    address = f"/candidatures/{request}/"
    answer = session.post(f"{address}messages/", fil="federation", texte="Le dossier avance, merci de votre appui.")
    kept = _kept("message", request, answer)
    if answer.status != FOUND:
        yield "message (envoi)", answer, kept
        return
    page = session.get(address, answer.told)
    kept["accepted"] = SENT in page.content if page.status else None
    yield "message (envoi)", answer, kept
    yield "candidature", page, {}


def confirm_a_need(session: Session) -> Iterator[Said]:
    if session.households:
        address = f"/menages/{random.choice(session.households)}/toujours/"
        yield "besoin confirmé (envoi)", session.post(address), {}


def publish_a_dwelling(session: Session) -> Iterator[Said]:
    """A draft, saved, then published."""
    draft, today = str(uuid4()), date.today()
    form = {
        "draft": draft,
        "reference": f"CHARGE-{draft[:12]}",
        "residence": "Les Tilleuls",
        "address": "12 rue des Arts",
        "commune": random.choice(COMMUNES),
        "typology": random.choice(TYPOLOGIES),
        "surface_m2": "62,5",
        "floor": "3",
        "rent_cents": str(random.randrange(350, 520)),
        "charges_cents": "80",
        "financing": "PLAI",
        "contingent": "ETAT_PRIORITAIRE",
        "available_on": (today + timedelta(days=20)).isoformat(),
        "closes_on": (today + timedelta(days=7)).isoformat(),
    }
    saved = session.post("/bailleur/logements/nouveau/", **form, enregistrer="1")
    yield "brouillon (envoi)", saved, _kept("draft", draft, saved)
    if saved.status == FOUND:
        published = session.post(f"/bailleur/logements/{draft}/", **form, publier="1")
        yield "publier (envoi)", published, _kept("publication", draft, published)


def _kept(write: str, key: str, answer: Answer) -> dict[str, Any]:
    return {"write": write, "key": key, "accepted": answer.status == FOUND if answer.status else None}


# Chances that somebody of a role does this rather than open a page.
WRITES: dict[str, tuple[tuple[float, Callable[[Session], Iterator[Said]]], ...]] = {
    "caseworker": ((0.03, ask_for_a_dwelling), (0.04, write_a_message), (0.01, confirm_a_need)),
    "bailleur_agent": ((0.03, publish_a_dwelling),),
    "bailleur_manager": ((0.03, publish_a_dwelling),),
}
