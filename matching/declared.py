"""A rehousing as it is declared: its facts, whether its reader knows of it already, and in what words.

Whoever asks is answered from what she may read, and learns nothing else by trying: a référente who declares what a
colleague did is told nothing, and the other side, which reads both, says whether they are one (design.md 1).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import models

from accounts.authors import Author
from accounts.models import Membership, OrganisationKind, Role
from associations.models import Household
from matching.models import Candidature, CandidatureState
from matching.models.candidature import CandidatureQuerySet
from matching.models.declared_rehousing import DeclaredRehousing, DeclaredRehousingQuerySet, DeclaredState


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


def known(declared: Iterable[Declared], by: Author) -> dict[Declared, Fate]:
    """Those that this reader knows already, and as what. Two queries.

    One whose keys were handed over on the platform is known by landlord, association, month, typology and département:
    the people are counted from the file there, and may differ by one.
    """
    declared = list(declared)
    if not declared:
        return {}
    found: dict[Declared, Fate] = {}
    # What stands wins over what was once refused, what counts over what waits.
    for row in _near(declared, by).order_by("declared_at", "id"):
        facts = facts_of(row)
        if found.get(facts) in (None, Fate.DENIED) or row.state == DeclaredState.CONFIRMED:
            found[facts] = _FATE_OF[DeclaredState(row.state)]
    for one in _on_the_platform(declared, by):
        found.setdefault(one, Fate.ON_THE_PLATFORM)
    wanted = set(declared)
    return {one: fate for one, fate in found.items() if one in wanted}


def said_before(rows: Sequence[DeclaredRehousing], by: Author) -> dict[UUID, Fate]:
    """Of declarations to answer, those whose facts count already, or were declared before and stand; and as what.

    Two of an association may have declared one household: confirming both would count it twice. Two queries.
    """
    if not rows:
        return {}
    declared = {row.id: facts_of(row) for row in rows}
    equal: dict[Declared, list[DeclaredRehousing]] = {}
    for other in _near(declared.values(), by).standing().order_by("number"):
        equal.setdefault(facts_of(other), []).append(other)
    housed = set(_on_the_platform(declared.values(), by))
    found: dict[UUID, Fate] = {}
    for row in rows:
        same = [other for other in equal.get(declared[row.id], []) if other.id != row.id]
        if any(other.state == DeclaredState.CONFIRMED for other in same):
            found[row.id] = Fate.CONFIRMED
        elif declared[row.id] in housed:
            found[row.id] = Fate.ON_THE_PLATFORM
        elif any(other.number < row.number for other in same):
            found[row.id] = Fate.WAITING
    return found


def _near(declared: Collection[Declared], by: Author) -> DeclaredRehousingQuerySet:
    """Declarations that this reader reads, of the same organisations and around the same months."""
    months = [one.month for one in declared]
    return DeclaredRehousing.objects.read_by(by).filter(
        bailleur__in={one.bailleur_id for one in declared},
        association__in={one.association_id for one in declared},
        month__range=(min(months), max(months)),
    )


def _on_the_platform(declared: Collection[Declared], by: Author) -> list[Declared]:
    """Those whose keys, as this reader knows, were handed over on the platform."""
    housed = _requests_of(by).filter(
        state=CandidatureState.HOUSED,
        offer__bailleur__in={one.bailleur_id for one in declared},
        entered_on__isnull=False,
    )
    rows = housed.values_list(
        "offer__bailleur_id", "household__association_id", "entered_on", "offer__typology", "offer__departement"
    )
    counted = {
        (bailleur, association, entered.replace(day=1), typology, departement)
        for bailleur, association, entered, typology, departement in rows
        if entered
    }
    return [
        one
        for one in declared
        if (one.bailleur_id, one.association_id, one.month, one.typology, one.departement) in counted
    ]


def _requests_of(by: Author) -> CandidatureQuerySet:
    """A landlord's, once told to it; of an association, all for its manager, those of her files for a référente."""
    if by.organisation.kind == OrganisationKind.BAILLEUR:
        return Candidature.objects.told_to(by)
    if not isinstance(by, Membership):
        return Candidature.objects.none()
    if by.role == Role.ASSOCIATION_MANAGER:
        return Candidature.objects.filter(household__in=Household.objects.overseen_by(by))
    return Candidature.objects.followed_by(by)


def facts_of(row: DeclaredRehousing) -> Declared:
    return Declared(**{name: getattr(row, name) for name in Declared.__dataclass_fields__})


def columns_of(declared: Declared) -> dict[str, object]:
    """As columns of DeclaredRehousing."""
    return asdict(declared)
