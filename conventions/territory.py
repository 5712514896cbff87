"""Where a convention or a figure holds, and whose it is to type: the federation's all, a union's those of its regions.

A place is written in forms as one code: "france", "region-32", "departement-59".
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, Role
from territories.models import Departement, Region

FRANCE = "france"
_REGION, _DEPARTEMENT = "region-", "departement-"


@dataclass(frozen=True)
class Place:
    """A région, a département, or with neither the whole country. Ids are INSEE codes."""

    region_id: str | None = None
    departement_id: str | None = None

    @property
    def code(self) -> str:
        if self.departement_id:
            return f"{_DEPARTEMENT}{self.departement_id}"
        return f"{_REGION}{self.region_id}" if self.region_id else FRANCE

    @classmethod
    def read(cls, code: str) -> "Place":
        """Of a code that one of the choices gave. Raises ValueError for anything else."""
        if code == FRANCE:
            return cls()
        if code.startswith(_REGION):
            return cls(region_id=code.removeprefix(_REGION))
        if code.startswith(_DEPARTEMENT):
            return cls(departement_id=code.removeprefix(_DEPARTEMENT))
        raise ValueError(code)


def place_choices(member: Membership) -> list[tuple[str, Any]]:
    """Where this member may write, as the choices of a field: two queries."""
    regions, departements = Region.objects.all(), Departement.objects.all()
    if member.role != Role.FEDERATION:
        hers = Region.objects.filter(organisation=member.organisation_id)
        regions, departements = hers, departements.filter(region__in=hers)
    choices: list[tuple[str, Any]] = [(FRANCE, "Toute la France")] if member.role == Role.FEDERATION else []
    choices.append(("Régions", [(Place(one.code).code, one.name) for one in regions.order_by("name", "code")]))
    found = departements.order_by("code")
    choices.append(("Départements", [(Place(None, one.code).code, str(one)) for one in found]))
    return choices


def may_write(member: Membership, place: Place) -> bool:
    """Whether what holds in that place is this member's to type."""
    if member.role == Role.FEDERATION:
        return True
    if member.role != Role.COORDINATOR or place == Place():
        return False
    hers = Region.objects.filter(organisation=member.organisation_id)
    return hers.filter(Q(code=place.region_id) | Q(departement=place.departement_id)).exists()


def organisations_of(member: Membership) -> QuerySet[Organisation]:
    """Those that this member may bring into a convention, by kind and name.

    For a union those of its regions, and those that work in no region in particular: signing opens what is published.
    """
    found = Organisation.objects.order_by("kind", "name", "id")
    if member.role == Role.FEDERATION:
        return found
    hers = Region.objects.filter(organisation=member.organisation_id)
    within = Organisation.objects.filter(Q(regions__in=hers) | Q(regions__isnull=True))
    return found.filter(id__in=within.values("id"))
