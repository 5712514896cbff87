"""Sentences that the outputs of a report share."""

from dataclasses import dataclass
from typing import Final

from common.templatetags.formats import date_fr
from reporting.content import NOT_SHOWN_SENTENCE, Content, Definition, Table
from reporting.models import Audience, ReportKind

AUTHOR: Final = "Pass’Logement"
DIGEST: Final = "Empreinte SHA-256 des tableaux"
DIGEST_SENTENCE: Final = (
    "Elle se recalcule sur les tableaux figés de cette édition : un seul chiffre changé donne une autre empreinte."
)
ACTIONS: Final = "Actions décidées par le dernier comité"
ACTION_HEADERS: Final = ("Action", "Organisation chargée", "Échéance", "État")


@dataclass(frozen=True)
class Written:
    """What people write beside the tables of an edition. `points`: freins and leviers; `comment`: a comment, and with
    it the actions of the last committee. `title`: of what stands there, "" where nothing does."""

    points: bool
    comment: bool
    title: str


def written(content: Content) -> Written:
    """Freins and leviers are of a year; the comment and the actions are for the committee alone."""
    points, comment = content.kind == ReportKind.YEARLY, content.audience == Audience.COMMITTEE
    titles = {
        (True, True): "Freins, leviers, commentaire",
        (True, False): "Freins et leviers",
        (False, True): "Commentaire et actions",
        (False, False): "",
    }
    return Written(points, comment, titles[points, comment])


def facts(content: Content) -> list[tuple[str, str]]:
    """(name, value) of what a cover says under the title."""
    found = [
        ("Nature", ReportKind(content.kind).label),
        ("Période", f"{content.period[:1].upper()}{content.period[1:]}"),
        ("Public visé", Audience(content.audience).label),
        ("Version", str(content.version)),
    ]
    days = f"du {date_fr(content.starts_on)} au {date_fr(content.ends_on)}"
    if days not in content.period:
        found.insert(2, ("Jours", days))
    if content.reason:
        found.append(("Raison de la correction", content.reason))
    return found


def not_shown(content: Content) -> list[str]:
    """What « n.c. » means in an edition."""
    threshold = (
        f"Dans cette édition ({Audience(content.audience).label.lower()}), un effectif de ménages ou de personnes "
        f"inférieur à {content.threshold} est masqué, zéro compris. D’autres cases le sont pour qu’aucune "
        "soustraction ne le retrouve. Les chiffres des organisations sont exacts."
    )
    sentences = [NOT_SHOWN_SENTENCE, threshold]
    if content.kind == ReportKind.YEARLY and content.audience == Audience.COMMITTEE:
        sentences.append(
            "Le total de chaque bailleur sur une année close de la convention est donné sans être croisé."
        )
    return sentences


def table_title(table: Table) -> str:
    return f"{table.title} ({table.indicator})" if table.indicator else table.title


def source(text: str) -> str:
    return f"Source : {text}"


def definition_name(one: Definition) -> str:
    return f"{one.code} · {one.name}"


def definition_more(one: Definition) -> str:
    """ "Unité : jours. Sensibilité : ... Source : ..."."""
    parts = [("Unité", one.unit), ("Sensibilité", one.sensitivity), ("Source", one.source)]
    return ". ".join(f"{name} : {text}" for name, text in parts if text) + "."
