"""Requests that ended after their transmission, one of each association; what is said of their dwellings."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from matching import actions
from matching.models import Candidature, Tally
from tests import factories

EVALUATION_WATCHED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Tally, ("pk", "count")),
    (Candidature, ("pk", "evaluated")),
)
EVALUATION_BODIES: dict[str, dict[str, Any]] = {"grade": {"grade": "3"}}


def add_ended_requests(members: Mapping[str, Membership], ids: Mapping[str, str]) -> dict[str, str]:
    """Name in an address -> id. A landlord that nobody else of the world names took no part in it."""
    made = {}
    bailleur: Bailleur = factories.BailleurFactory()
    for side, persona in (("a", "caseworker"), ("b", "other_caseworker")):
        household = Household.objects.get(id=ids[f"household_{side}"])
        offer = factories.OfferFactory(bailleur=bailleur)
        asked: Candidature = actions.request_dwelling(household=household, offer=offer, by=members[persona])
        sent = actions.transmit_candidature(candidature=asked, by=members["federation_member"])
        ended = actions.cancel_candidature(candidature=sent, by=members[persona])
        made[f"ended_{side}"] = str(ended.id)
    return made
