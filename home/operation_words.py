"""How the installation fares, in French, for the federation: what is fine, what is to be said to its operator."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from common.templatetags.formats import counted
from home.operator import BACKUP_SECONDS, BEAT_SECONDS, MOST_SLOW, WORK_SECONDS, OperatorStatus

SERVICES: Final = {
    "database": "Base de données",
    "vault": "Coffre des fiches",
    "valkey": "Mémoire partagée (Valkey)",
    "reconciliation": "Accord entre la base et le coffre",
}
WORK: Final = {"notices": "Messages pressants", "matches": "Logements à signaler", "imports": "Listes importées"}
QUEUES: Final = {"alerts": "File des alertes", "imports": "File des imports", "reports": "File des rapports"}
BACKUPS: Final = {"main": "Sauvegarde de la base", "vault": "Sauvegarde du coffre", "photos": "Sauvegarde des photos"}
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@dataclass(frozen=True)
class Line:
    """`trouble`: what does not go and what to do, "" when all is well."""

    what: str
    value: str
    trouble: str = ""


def lines(now: OperatorStatus) -> list[Line]:
    """Services first, then the clock, work, backups, mail, slow pages."""
    return [*_services(now), _beat(now), *_work(now), *_queues(now), *_backups(now), _mail(now), _slow(now)]


def since(seconds: float | None) -> str:
    """An age in its largest unit: 90 -> "1 minute"."""
    if seconds is None:
        return "jamais"
    for unit, forms in ((DAY, "jour,jours"), (HOUR, "heure,heures"), (MINUTE, "minute,minutes")):
        if seconds >= unit:
            return counted(int(seconds // unit), forms)
    return "moins d’une minute"


def _services(now: OperatorStatus) -> Iterator[Line]:
    for name, answers in now.services.items():
        trouble = "" if answers else "Personne ne peut travailler : appelez l’exploitant maintenant."
        said = ("oui", "non") if name == "reconciliation" else ("répond", "ne répond pas")
        yield Line(SERVICES.get(name, name), said[not answers], trouble)


def _beat(now: OperatorStatus) -> Line:
    late = now.last_beat is None or now.last_beat > BEAT_SECONDS
    trouble = "Délais, clôtures et rappels n’avancent plus : appelez l’exploitant maintenant." if late else ""
    return Line("Horloge des tâches, dernier passage", _ago(now.last_beat), trouble)


def _work(now: OperatorStatus) -> Iterator[Line]:
    for name, age in now.oldest.items():
        late = age is not None and age > WORK_SECONDS[name]
        trouble = "Ce travail prend du retard : prévenez l’exploitant." if late else ""
        yield Line(
            f"{WORK.get(name, name)}, le plus ancien en attente",
            "rien n’attend" if age is None else since(age),
            trouble,
        )


def _queues(now: OperatorStatus) -> Iterator[Line]:
    for name, waiting in now.queued.items():
        value = "inconnu" if waiting is None else counted(waiting, "tâche,tâches")
        yield Line(QUEUES.get(name, name), value)


def _backups(now: OperatorStatus) -> Iterator[Line]:
    for kind, age in now.backups.items():
        late = age is None or age > BACKUP_SECONDS
        trouble = "Aucune sauvegarde de moins de 26 heures : prévenez l’exploitant." if late else ""
        yield Line(BACKUPS.get(kind, kind), _ago(age), trouble)


def _mail(now: OperatorStatus) -> Line:
    value = "inconnu" if now.bounced is None else counted(now.bounced, "adresse,adresses")
    return Line("Adresses qui ne reçoivent plus nos messages", value)


def _slow(now: OperatorStatus) -> Line:
    """All pages together: which one is for the operator (`operator_status`)."""
    often = any(times > MOST_SLOW for times in now.slow.values())
    trouble = "Une page est lente pour beaucoup de monde : prévenez l’exploitant." if often else ""
    return Line(
        "Réponses de plus d’une seconde, depuis une à deux heures",
        counted(sum(now.slow.values()), "réponse,réponses"),
        trouble,
    )


def _ago(age: float | None) -> str:
    return "jamais" if age is None else f"il y a {since(age)}"
