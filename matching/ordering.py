"""The order proposed to the federation: four clear parts, each shown, none computed from a place (design.md 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from matching.models import Candidature
from matching.models.candidature import REFUSING

DANGERS = {0: "non précisé", 1: "à surveiller", 2: "sérieux", 3: "immédiat"}
WISHES = {0: "non précisé", 1: "possible", 2: "souhaité", 3: "très souhaité"}


@dataclass(frozen=True)
class Order:
    """`danger` as stated for the request (0 to 3), whole `weeks` of waiting, `refusals` by a committee, `wish`."""

    danger: int
    weeks: int
    refusals: int
    wish: int

    @property
    def key(self) -> tuple[int, int, int, int]:
        """The smallest first: more danger, longer waiting, more refusals, a greater wish."""
        return (-self.danger, -self.weeks, -self.refusals, -self.wish)


def proposed_order(candidatures: Iterable[Candidature]) -> list[Candidature]:
    """The requests of one dwelling in the proposed order; equal ones by their reference, which says nothing."""
    found = list(candidatures)
    parts = order_parts(found, timezone.localdate())
    return sorted(found, key=lambda one: (*parts[one.id].key, one.reference))


def order_parts(candidatures: Iterable[Candidature], today: date) -> dict[Any, Order]:
    """The parts of the order by candidature. One query, for the refusals of all their households."""
    found = list(candidatures)
    refused = dict(
        Candidature.objects.filter(household__in=[one.household_id for one in found], decision__in=REFUSING)
        .values_list("household")
        .annotate(Count("id"))
        .values_list("household", "id__count")
    )
    return {
        one.id: Order(
            danger=one.danger,
            weeks=(today - one.household.created_on).days // 7 if one.household else 0,
            refusals=refused.get(one.household_id, 0) if one.household_id else 0,
            wish=one.wish,
        )
        for one in found
    }
