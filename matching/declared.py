"""A rehousing as it is declared: its facts, whether it is known already, and in what words."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from matching.models import Candidature, CandidatureState
from matching.models.declared_rehousing import DeclaredRehousing, DeclaredState


@dataclass(frozen=True)
class Declared:
    """The facts. `month` is its first day; `bailleur_id` and `association_id` are ids of organisations."""

    bailleur_id: UUID
    association_id: UUID
    month: date
    channel: str
    typology: str
    departement: str
    solution_type: str
    women: int
    children: int


class Fate(models.TextChoices):
    """What becomes of a declaration, in the order of the page."""

    NEW = "nouveau", "À déclarer"
    WAITING = "attente", "Déjà déclaré, à confirmer"
    CONFIRMED = "confirme", "Déjà confirmé"
    DENIED = "refuse", "Déjà refusé par l’autre côté"
    ON_THE_PLATFORM = "plateforme", "Déjà compté par la plateforme"
    TWICE = "doublon", "Deux fois dans ce fichier"
    WRONG = "erreur", "À corriger"


SENTENCES = {
    Fate.WAITING: "Déjà déclaré : il attend sa confirmation.",
    Fate.CONFIRMED: "Déjà déclaré, et confirmé.",
    Fate.DENIED: "Déjà déclaré, et refusé par l’autre côté : appelez-vous avant de le déclarer à nouveau.",
    Fate.ON_THE_PLATFORM: "Ce relogement est déjà compté : ses clés ont été remises sur la plateforme.",
    Fate.TWICE: "La même ligne est déjà plus haut (ligne {line}).",
}
_FATE_OF = {
    DeclaredState.DECLARED: Fate.WAITING,
    DeclaredState.CONFIRMED: Fate.CONFIRMED,
    DeclaredState.DENIED: Fate.DENIED,
}


def known(declared: Iterable[Declared]) -> dict[Declared, Fate]:
    """Those that are known already, and as what. Two queries.

    One whose keys were handed over on the platform is known by landlord, association, month, typology and département:
    the people are counted from the file there, and may differ by one.
    """
    declared = list(declared)
    if not declared:
        return {}
    landlords = {one.bailleur_id for one in declared}
    found: dict[Declared, Fate] = {}
    rows = DeclaredRehousing.objects.filter(
        bailleur__in=landlords,
        association__in={one.association_id for one in declared},
        month__range=(min(one.month for one in declared), max(one.month for one in declared)),
    )
    # What stands wins over what was once refused.
    for row in rows.order_by("declared_at", "id"):
        facts = facts_of(row)
        if facts not in found or row.state != DeclaredState.DENIED:
            found[facts] = _FATE_OF[DeclaredState(row.state)]
    housed = _on_the_platform(landlords)
    for one in declared:
        if (
            one not in found
            and (one.bailleur_id, one.association_id, one.month, one.typology, one.departement) in housed
        ):
            found[one] = Fate.ON_THE_PLATFORM
    wanted = set(declared)
    return {one: fate for one, fate in found.items() if one in wanted}


def _on_the_platform(landlords: set[UUID]) -> set[tuple[object, ...]]:
    housed = Candidature.objects.filter(
        Q(state=CandidatureState.HOUSED), offer__bailleur__in=landlords, entered_on__isnull=False
    )
    rows = housed.values_list(
        "offer__bailleur_id", "household__association_id", "entered_on", "offer__typology", "offer__departement"
    )
    return {
        (bailleur, association, entered.replace(day=1), typology, departement)
        for bailleur, association, entered, typology, departement in rows
        if entered
    }


def facts_of(row: DeclaredRehousing) -> Declared:
    return Declared(**{name: getattr(row, name) for name in Declared.__dataclass_fields__})


def columns_of(declared: Declared) -> dict[str, object]:
    """As columns of DeclaredRehousing."""
    return asdict(declared)
