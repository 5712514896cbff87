"""A move of a candidature and its transition row, in the caller's transaction. Nothing else writes a state."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Membership
from associations.files import HouseholdFile
from associations.models import Household
from associations.needs import minors
from matching.dwellings import departement_of
from matching.models import Candidature, CandidatureState, CandidatureTransition, Side
from offers.models import Offer


@dataclass(frozen=True)
class CountedFacts:
    """What reports count of a household: it never changes afterwards, even when the file is destroyed."""

    women: int
    children: int
    departement_of_origin: str


def counted(file: HouseholdFile) -> CountedFacts:
    """A household is one woman and the children under 18 who move with her."""
    return CountedFacts(women=1, children=minors(file.children), departement_of_origin=file.departement)


def counted_before(candidature: Candidature) -> CountedFacts:
    """The facts of the last move: what the platform does by itself opens no file."""
    last = candidature.transitions.order_by("-at", "-id").first()
    if last is None:
        return CountedFacts(women=1, children=0, departement_of_origin="")
    return CountedFacts(last.women, last.children, last.departement_of_origin)


def lock(candidature_id: UUID) -> Candidature:
    """The candidature, its household (None once purged) and its dwelling, locked: household, offer, candidature.

    Raises Candidature.DoesNotExist.
    """
    ids = Candidature.objects.values("household_id", "offer_id").get(id=candidature_id)
    household = Household.objects.select_for_update(no_key=True).filter(id=ids["household_id"]).first()
    offer = lock_offer(ids["offer_id"])
    candidature = Candidature.objects.select_for_update(no_key=True).get(id=candidature_id)
    candidature.household = household
    candidature.offer = offer
    return candidature


def lock_offer(offer_id: UUID) -> Offer:
    """The dwelling, locked, with what its location says. Raises Offer.DoesNotExist."""
    return (
        Offer.objects.select_related("location__commune", "bailleur__organisation")
        .select_for_update(of=("self",), no_key=True)
        .get(id=offer_id)
    )


def record_move(
    candidature: Candidature,
    *,
    from_state: str,
    at: datetime,
    facts: CountedFacts,
    side: Side,
    by: Membership | None,
    reason: str = "",
) -> None:
    """The transition row of a move just made."""
    CandidatureTransition.objects.create(
        candidature=candidature,
        at=at,
        from_state=from_state,
        to_state=CandidatureState(candidature.state),
        by=by.user if by else None,
        organisation=by.organisation if by else None,
        side=side,
        reason=reason,
        women=facts.women,
        children=facts.children,
        typology=candidature.offer.typology,
        departement=departement_of(candidature.offer) or "",
        departement_of_origin=facts.departement_of_origin,
        household_ref=candidature.household_id,
    )
