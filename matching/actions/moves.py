"""A move of a candidature and its transition row, in the caller's transaction. Nothing else writes a state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Membership, OrganisationKind
from associations.files import HouseholdFile
from associations.models import Household
from associations.needs import minors
from common.transitions import WrongState
from conventions.models import Channel
from matching.clocks import due_of
from matching.dwellings import departement_of
from matching.models import Candidature, CandidatureState, CandidatureTransition, Side
from matching.workflow import CANDIDATURE_MOVES
from offers.models import Offer

NOT_NOW = "Cette demande n’en est plus là : la page est à jour."
SIDES = {
    OrganisationKind.ASSOCIATION: Side.ASSOCIATION,
    OrganisationKind.BAILLEUR: Side.BAILLEUR,
    OrganisationKind.FEDERATION: Side.FEDERATION,
}


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


def lock_of_dwelling(offer_id: UUID, candidature_ids: Iterable[UUID]) -> list[Candidature]:
    """Several candidatures of one dwelling, locked in the one order: households by id, offer, candidatures by id."""
    of_these = Candidature.objects.filter(offer=offer_id, id__in=list(candidature_ids))
    households = {
        one.id: one
        for one in Household.objects.select_for_update(no_key=True)
        .filter(id__in=list(of_these.values_list("household_id", flat=True)))
        .order_by("id")
    }
    offer = lock_offer(offer_id)
    found = list(of_these.select_for_update(no_key=True).order_by("id"))
    for one in found:
        one.household = households.get(one.household_id) if one.household_id else None
        one.offer = offer
    return found


def lock_others(household_id: UUID, candidature_id: UUID) -> list[Candidature]:
    """The other running requests of a household that its caller has locked, by id: each keeps its own dwelling free.

    Whoever moves one of them has to lock the household first.
    """
    others = Candidature.objects.active().filter(household=household_id).exclude(id=candidature_id)
    return list(others.select_for_update(no_key=True).order_by("id"))


def advance(
    candidature: Candidature,
    action: str,
    *,
    at: datetime,
    by: Membership | None = None,
    side: Side | None = None,
    facts: CountedFacts | None = None,
    reason: str = "",
    changed: Iterable[str] = (),
    refusal: str = NOT_NOW,
) -> None:
    """Moves a locked candidature as the table says, with its due date and its row; `changed` are fields set already.

    `side` is that of `by`; what the platform does by itself names SYSTEM. Raises WrongState, nothing written.
    """
    move = CANDIDATURE_MOVES.moves[action]
    before = candidature.state
    if not CANDIDATURE_MOVES.allows(action, before):
        raise WrongState(refusal)
    candidature.state = move.target or CandidatureState(candidature.resumes_in)
    candidature.due_at = due_of(candidature, at)
    candidature.save(update_fields=["state", "due_at", *changed])
    record_move(
        candidature,
        from_state=before,
        at=at,
        facts=facts or counted_before(candidature),
        side=side or (SIDES[OrganisationKind(by.organisation.kind)] if by else Side.SYSTEM),
        by=by,
        reason=reason,
    )


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
        # A dwelling kept for a need was never put on the platform.
        channel=Channel.PLATFORM if candidature.offer.published_at else Channel.INTERPELLATION,
        departement=departement_of(candidature.offer) or "",
        departement_of_origin=facts.departement_of_origin,
        household_ref=candidature.household_id,
    )
