"""What the state of a household, a dwelling and a candidature allows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Membership, Role
from associations.models import Household, HouseholdStatus
from common.transitions import WrongState
from matching.caleol import Decided
from matching.criteria import Assessment, State
from matching.models import (
    Candidature,
    CandidatureState,
    CandidatureTransition,
    Consequence,
    Decision,
    DwellingAgent,
    NeedAnswer,
)
from matching.models.candidature import REFUSING, TRANSMITTED_STATES
from matching.narrowing import households_for
from matching.pairs import dwelling_facts
from matching.workflow import CANCEL, CANDIDATURE_MOVES, TRANSMIT
from offers.models import Offer, OfferState

FIRST_RESERVE = 2
TO_BE_HAD = (OfferState.PUBLISHED, OfferState.CLOSED, OfferState.RESERVED)
NUMBER_AFTER_LEASE = timedelta(days=30)
# Somebody who has the dwelling before others: decided, told of it, or who said yes.
BEFORE_THE_LEASE = (
    CandidatureState.DECIDED,
    CandidatureState.OFFER_NOTIFIED,
    CandidatureState.ACCEPTED,
    CandidatureState.LEASED,
)
NO_LONGER_OFFERED = "Ce logement n’est plus proposé."
DOES_NOT_FIT = "Ce logement ne convient pas, ou plus, à ce ménage."
CHECK_FIRST = "Vérifiez d’abord l’emplacement de ce logement."
NOT_READY = "Le dossier est à compléter par l’association."
NOT_LOOKING = "Ce ménage n’est plus en recherche."
NO_LONGER_WAITING = "Cette demande n’attend plus de transmission."


def is_offered(offer: Offer, now: datetime) -> bool:
    """Whether the pages of associations still offer the dwelling (Offer.objects.open_at says the same in SQL)."""
    return offer.listed and offer.closes_at is not None and offer.closes_at > now


def is_reserved_for(household: Household, offer: Offer) -> bool:
    """Whether a landlord keeps the dwelling for this household's need, which still waits."""
    if offer.state != OfferState.RESERVED:
        return False
    return NeedAnswer.objects.standing().filter(offer=offer, card__interpellation__household=household).exists()


def is_proposed(household: Household, offer: Offer, now: datetime) -> bool:
    """Whether the dwelling is before this household: on the platform, or kept for it."""
    return is_offered(offer, now) or is_reserved_for(household, offer)


def check_still_looking(household: Household, offer: Offer, now: datetime) -> None:
    """Raises WrongState unless the page still offers the dwelling and the household still looks.

    A dwelling withdrawn, or transmitted to others, since the last release is still offered: refusing it would tell
    what happened elsewhere (design.md 5, "Time and order leak").
    """
    if not is_offered(offer, now):
        raise WrongState(NO_LONGER_OFFERED)
    if household.status != HouseholdStatus.ACTIVE:
        raise WrongState(NOT_LOOKING)


def check_proposed(household: Household, offer: Offer, now: datetime) -> None:
    """The same of a dwelling that may be kept for this household. Raises WrongState."""
    if not is_reserved_for(household, offer):
        check_still_looking(household, offer, now)


def check_suits(assessment: Assessment) -> None:
    """Raises WrongState unless the dwelling suits: one to check is looked at first, one set aside is not asked for."""
    if assessment.state is State.TO_CHECK:
        raise WrongState(CHECK_FIRST)
    if assessment.state is not State.SUITABLE:
        raise WrongState(DOES_NOT_FIT)


def check_can_transmit(candidature: Candidature) -> None:
    """Raises WrongState unless the candidature waits, its dwelling is still to be had and its household looks.

    A file never reaches a landlord that took its dwelling back: there would be nothing to read it for.
    """
    CANDIDATURE_MOVES.target(TRANSMIT, candidature.state, refusal=NO_LONGER_WAITING)
    check_still_to_be_had(candidature.offer)
    if candidature.consequence:  # refusing would tell before the night what happened elsewhere: it is kept instead
        return
    household = candidature.household
    if household is None or household.status != HouseholdStatus.ACTIVE:
        raise WrongState("Ce ménage n’est plus en recherche : rien n’est transmis.")


def check_still_to_be_had(offer: Offer) -> None:
    """Raises WrongState once its landlord took the dwelling back."""
    if offer.ended_at is not None or offer.state not in TO_BE_HAD:
        raise WrongState("Le bailleur a retiré ce logement.")


def can_cancel(candidature: Candidature) -> bool:
    """Whether the association may still take its request back."""
    running = candidature.is_active and candidature.consequence != Consequence.CLOSE
    return running and CANDIDATURE_MOVES.allows(CANCEL, candidature.state)


def check_can_cancel(candidature: Candidature) -> None:
    """Raises WrongState for a request that is over for its association, or whose lease is signed."""
    if not can_cancel(candidature):
        raise WrongState("Cette demande ne s’annule plus : elle est déjà terminée, ou le bail est signé.")


def undoable_move(candidature: Candidature, by: Membership, *, since: datetime) -> CandidatureTransition | None:
    """The last move, when this very person made it since then, it may come back and nothing has left."""
    last = candidature.transitions.order_by("-at", "-id").first()
    return last if may_undo(candidature, last, by, since=since) else None


def may_undo(candidature: Candidature, last: CandidatureTransition | None, by: Membership, *, since: datetime) -> bool:
    """The same, of the last move already read."""
    if last is None or last.by_id != by.user_id or last.at < since or not last.from_state:
        return False
    undoable = any(
        move.undo and move.target == last.to_state and last.from_state in move.origins
        for move in CANDIDATURE_MOVES.moves.values()
        if last.side in move.movers
    )
    left = candidature.transmitted_at is not None or last.to_state != candidature.state
    return undoable and not left


def check_can_answer(candidature: Candidature) -> None:
    """Raises WrongState while her acceptance, or her lease, elsewhere holds this request."""
    if candidature.consequence in (Consequence.SUSPEND, Consequence.CLOSE):
        raise WrongState("Cette demande est suspendue : une autre offre est acceptée pour ce ménage.")


def check_can_write(candidature: Candidature) -> None:
    """Raises WrongState once the request has ended: a thread is read, it goes on no more."""
    if not candidature.is_active:
        raise WrongState("Cette demande est terminée : on n’y écrit plus.")


def check_can_decide(locked: Iterable[Candidature], rows: Mapping[UUID, Decided]) -> None:
    """Raises WrongState unless the committee's decisions hold together with those already recorded.

    One first rank at most, a rank for each that comes after, a paper and a date for a suspensive condition, a reason
    for a refusal (CCH R441-3, L441-2-2).
    """
    locked = list(locked)
    others = Candidature.objects.active().filter(
        offer__in={one.offer_id for one in locked}, decision_rank__isnull=False
    )
    ranks = set(others.exclude(id__in=rows).values_list("decision_rank", flat=True))
    today = timezone.localdate()
    for candidature in locked:
        row = rows[candidature.id]
        if row.on > today:
            raise WrongState("La date de la CALEOL est à venir : une décision s’enregistre une fois prise.")
        if candidature.transmitted_at and row.on < timezone.localdate(candidature.transmitted_at):
            raise WrongState("La date de la CALEOL est avant la transmission du dossier.")
        if row.decision in REFUSING:
            if not row.reason:
                raise WrongState(f"Dossier {candidature.reference} : un refus dit son motif (CCH L441-2-2).")
            continue
        rank = rank_of(row.decision, row.rank)
        if row.decision == Decision.ALLOCATED_RANKED and rank < FIRST_RESERVE:
            raise WrongState(
                f"Dossier {candidature.reference} : une attribution par rang dit son rang, à partir de 2."
            )
        if row.decision == Decision.ALLOCATED_IF and not (row.condition_paper and row.condition_until):
            raise WrongState(
                f"Dossier {candidature.reference} : une condition suspensive dit la pièce attendue et sa date limite."
            )
        if rank in ranks:
            raise WrongState(f"Deux dossiers ont le rang {rank} : un seul le porte.")
        ranks.add(rank)


def rank_of(decision: str, rank: int | None) -> int:
    """The rank that a decision gives: first unless it says otherwise."""
    return rank or (0 if decision == Decision.ALLOCATED_RANKED else 1)


def check_can_notify(candidature: Candidature, on: date) -> None:
    """Raises WrongState for a date that cannot be, or while somebody ranked before still has the dwelling."""
    check_dates(on, not_before=candidature.decided_on)
    before = (
        Candidature.objects.active()
        .filter(
            offer=candidature.offer_id, state__in=BEFORE_THE_LEASE, decision_rank__lt=candidature.decision_rank or 1
        )
        .exclude(id=candidature.id)
    )
    if before.exists():
        raise WrongState(f"Dossier {candidature.reference} : l’offre se notifie quand le rang précédent a refusé.")


def check_dates(on: date, *, not_before: date | None) -> None:
    """Raises WrongState for a date to come, or before what it follows."""
    if on > timezone.localdate():
        raise WrongState("Cette date est à venir : enregistrez-la une fois la chose faite.")
    if not_before is not None and on < not_before:
        raise WrongState(f"Cette date est avant le {not_before:%d/%m/%Y}, où l’étape précédente a eu lieu.")


def may_name_agents(offer: Offer, member: Membership) -> bool:
    """Those named on the dwelling, and the landlord's manager; anybody of the landlord while nobody is."""
    named = set(DwellingAgent.objects.filter(offer=offer).values_list("user_id", flat=True))
    return not named or member.user_id in named or member.role == Role.BAILLEUR_MANAGER


def check_may_name(offer: Offer, member: Membership) -> None:
    """Raises DwellingAgent.DoesNotExist for whoever may not name the people of a dwelling."""
    if not may_name_agents(offer, member):
        raise DwellingAgent.DoesNotExist


def may_see_number(candidature: Candidature, member: Membership, today: date) -> bool:
    """Whether a registration number still opens to this agent: named on the dwelling, and not gone (design.md 5)."""
    if not DwellingAgent.objects.filter(offer=candidature.offer_id, user=member.user_id).exists():
        return False
    signed = candidature.lease_signed_on or candidature.entered_on
    if signed is not None:
        return today <= signed + NUMBER_AFTER_LEASE
    return candidature.is_active and candidature.state in TRANSMITTED_STATES


def check_may_see_number(candidature: Candidature, member: Membership, today: date) -> None:
    """Raises Candidature.DoesNotExist: what one may not see does not exist."""
    if not may_see_number(candidature, member, today):
        raise Candidature.DoesNotExist


def was_transmitted(offer: Offer) -> bool:
    """Whether a file was ever transmitted for this dwelling, whatever became of it."""
    return Candidature.objects.filter(offer=offer, transmitted_at__isnull=False).exists()


def is_concerned(offer: Offer, member: Membership) -> bool:
    """Whether one of this member's households was transmitted for this dwelling, and may still have it."""
    theirs = Candidature.objects.followed_by(member).reaching_the_landlord().exclude(decision__in=REFUSING)
    return theirs.filter(offer=offer).exists()


def may_ask_for_location(offer: Offer, member: Membership, now: datetime) -> bool:
    """Whether the pages of this member propose "Vérifier l'emplacement": the same before and after a transmission."""
    if is_concerned(offer, member):
        return True
    mine = Household.objects.readable_by(member)
    if offer.state == OfferState.RESERVED:
        return NeedAnswer.objects.standing().filter(offer=offer, card__interpellation__household__in=mine).exists()
    return is_offered(offer, now) and households_for(mine, dwelling_facts(offer), timezone.localdate(now)).exists()


def can_open_location(offer: Offer, member: Membership, now: datetime) -> bool:
    """Whether door and photos open to this member (design.md 5, "Where a dwelling is").

    While the dwelling is open, to those it fits; from the first transmission, or once withdrawn, to the référentes of
    the households transmitted alone, at once.
    """
    if is_concerned(offer, member):
        return True
    if offer.state not in (OfferState.PUBLISHED, OfferState.RESERVED) or was_transmitted(offer):
        return False
    return may_ask_for_location(offer, member, now)


EVALUABLE = (
    CandidatureState.HOUSED,
    CandidatureState.REFUSED,
    CandidatureState.LAPSED,
    CandidatureState.CANCELLED,
)


def check_can_evaluate(candidature: Candidature) -> None:
    """Raises WrongState until the request has ended after a transmission: before, nobody has seen the dwelling."""
    if candidature.own_state not in EVALUABLE or candidature.transmitted_at is None:
        raise WrongState("Vous direz si ce logement convenait une fois la demande terminée.")


def can_evaluate(candidature: Candidature) -> bool:
    if candidature.evaluated:
        return False
    try:
        check_can_evaluate(candidature)
    except WrongState:
        return False
    return True
