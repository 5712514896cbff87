"""Posters of the 3919: of the sites that landlords named, how many are equipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from conventions.models import PosterSite


@dataclass(frozen=True)
class Equipped:
    """Of one landlord: sites equipped, sites named."""

    equipped: int
    sites: int


NOTHING = Equipped(0, 0)


def equipped_sites(landlords: Iterable[UUID]) -> dict[UUID, Equipped]:
    """By organisation, those that named a site; one query."""
    rows = (
        PosterSite.objects.filter(bailleur__in=list(landlords))
        .order_by("bailleur")
        .values_list("bailleur")
        .annotate(equipped=Count("equipped_on"), sites=Count("id"))
    )
    return {key: Equipped(equipped, sites) for key, equipped, sites in rows}
