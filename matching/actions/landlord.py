"""What a landlord does with a transmitted file: papers, committee, notification, lease, keys."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.actions.households import mark_housed
from associations.notices import referente_of
from common.housing import SolutionType
from common.transitions import WrongState
from matching.actions.consequences import close_others, restore_others
from matching.actions.moves import advance, lock, lock_of_dwelling
from matching.actions.sliding import begin_sliding_lease
from matching.actions.tallies import count_place_freed
from matching.caleol import Decided
from matching.clocks import WITHOUT_CALEOL, answer_deadline, emergency_deadline
from matching.dwellings import departement_of
from matching.models import Candidature, CandidatureState, Decision
from matching.models.candidature import REFUSING, TAKEN_STATES
from matching.notices import ANSWER_DUE, PAPERS, RETRACTED
from matching.policies import check_can_decide, check_can_notify, check_dates, rank_of
from matching.reasons import Paper, SharedReason
from matching.workflow import (
    ARRIVE,
    ASK_FOR_PAPERS,
    COMPLETE,
    DECIDE,
    HAND_KEYS,
    LEASE,
    NOTIFY,
    OFFER_PLACE,
    RETRACT,
)
from notifications.actions import notify
from offers.models import Offer


def _its_own(candidature: Candidature, by: Membership) -> Candidature:
    """Raises Candidature.DoesNotExist for any other landlord, or before the transmission."""
    Candidature.objects.addressed_to(by).get(id=candidature.id)
    return lock(candidature.id)


@transaction.atomic
def ask_for_papers(*, candidature: Candidature, papers: Iterable[str], by: Membership) -> Candidature:
    """The landlord lists what is missing (matching.reasons.Paper); its référente is told.

    The very same list again is a form sent twice: it stays as it is. Raises WrongState.
    """
    candidature = _its_own(candidature, by)
    asked = [Paper(one).value for one in papers]
    if candidature.state == CandidatureState.FILE_INCOMPLETE and candidature.missing_papers == asked:
        return candidature
    candidature.missing_papers = asked
    advance(candidature, ASK_FOR_PAPERS, at=timezone.now(), by=by, changed=["missing_papers"])
    if candidature.household is not None:
        notify(recipients=referente_of(candidature.household), kind=PAPERS, reference=candidature.id)
    return candidature


@transaction.atomic
def file_is_complete(*, candidature: Candidature, by: Membership) -> Candidature:
    """The file may go before the committee; one already complete stays as it is. Raises WrongState."""
    candidature = _its_own(candidature, by)
    if candidature.state == CandidatureState.FILE_COMPLETE:
        return candidature
    candidature.missing_papers = []
    advance(candidature, COMPLETE, at=timezone.now(), by=by, changed=["missing_papers"])
    return candidature


@transaction.atomic
def record_caleol(*, offer: Offer, rows: Mapping[UUID, Decided], by: Membership) -> None:
    """The committee's decisions about a dwelling, one a candidature, with their notifications, saved together.

    A row that says what is already recorded changes nothing. Raises WrongState, nothing written, for a decision that
    does not hold with the others (two first ranks, a first rank beside an allocation) or a candidature that waits for
    none; Candidature.DoesNotExist for any other landlord's, or one not transmitted.
    """
    addressed = Candidature.objects.addressed_to(by).filter(offer=offer, id__in=list(rows))
    if addressed.count() != len(rows):
        raise Candidature.DoesNotExist
    locked = lock_of_dwelling(offer.id, rows)
    check_can_decide(locked, rows)
    for candidature in locked:
        _decide(candidature, rows[candidature.id], by)
    for candidature in locked:  # once all are decided: a second rank waits for the first
        _notify(candidature, rows[candidature.id], by)


def _decide(candidature: Candidature, row: Decided, by: Membership) -> None:
    told = {
        "decided_on": row.on,
        "decision": row.decision,
        "decision_rank": rank_of(row.decision, row.rank) if row.decision not in REFUSING else None,
        "condition_paper": row.condition_paper if row.decision == Decision.ALLOCATED_IF else "",
        "condition_until": row.condition_until if row.decision == Decision.ALLOCATED_IF else None,
        "decision_reason": row.reason if row.decision in REFUSING else "",
    }
    if all(getattr(candidature, name) == value for name, value in told.items()):
        return
    for name, value in told.items():
        setattr(candidature, name, value)
    advance(candidature, DECIDE, at=timezone.now(), by=by, reason=str(told["decision_reason"]), changed=list(told))


def _notify(candidature: Candidature, row: Decided, by: Membership) -> None:
    if row.notified_on is None or row.decision in REFUSING:
        return
    if (candidature.notified_on, candidature.notified_by) == (row.notified_on, row.notified_by):
        return
    check_can_notify(candidature, row.notified_on)
    now = timezone.now()
    candidature.notified_on, candidature.notified_by = row.notified_on, row.notified_by
    candidature.answer_due_at = answer_deadline(
        row.notified_on, timezone.localdate(now), departement_of(candidature.offer)
    )
    advance(candidature, NOTIFY, at=now, by=by, changed=["notified_on", "notified_by", "answer_due_at"])
    _tell_answer_due(candidature)


@transaction.atomic
def offer_place(*, candidature: Candidature, by: Membership) -> Candidature:
    """An emergency place is offered, without a committee: an answer within hours. Raises WrongState."""
    candidature = _its_own(candidature, by)
    if candidature.state == CandidatureState.OFFER_NOTIFIED:
        return candidature
    if candidature.offer.solution_type not in WITHOUT_CALEOL:
        raise WrongState("Ce logement passe en CALEOL : enregistrez sa décision.")
    now = timezone.now()
    candidature.notified_on, candidature.answer_due_at = timezone.localdate(now), emergency_deadline(now)
    advance(candidature, OFFER_PLACE, at=now, by=by, changed=["notified_on", "answer_due_at"])
    _tell_answer_due(candidature)
    return candidature


def _tell_answer_due(candidature: Candidature) -> None:
    if candidature.household is not None:
        notify(recipients=referente_of(candidature.household), kind=ANSWER_DUE, reference=candidature.id)


@transaction.atomic
def sign_lease(*, candidature: Candidature, on: date, by: Membership) -> Candidature:
    """The lease is signed: the household's other requests end (others learn it at the release).

    One already signed stays as it is. Raises WrongState, also for a date to come or before the acceptance.
    """
    candidature = _its_own(candidature, by)
    if candidature.state == CandidatureState.LEASED:
        return candidature
    if candidature.offer.solution_type in WITHOUT_CALEOL:
        raise WrongState("Une place d’urgence n’a pas de bail : enregistrez l’arrivée.")
    check_dates(on, not_before=candidature.notified_on)
    candidature.lease_signed_on = on
    advance(candidature, LEASE, at=timezone.now(), by=by, changed=["lease_signed_on"])
    close_others(candidature)
    return candidature


@transaction.atomic
def hand_keys(*, candidature: Candidature, on: date, by: Membership) -> Candidature:
    """The keys are given: she lives there, and is counted from that day. One already housed stays as it is.

    Raises WrongState, also for a date to come or before the lease.
    """
    candidature = _its_own(candidature, by)
    if candidature.state == CandidatureState.HOUSED:
        return candidature
    check_dates(on, not_before=candidature.lease_signed_on)
    candidature.entered_on = on
    advance(candidature, HAND_KEYS, at=timezone.now(), by=by, changed=["entered_on"])
    if candidature.offer.solution_type == SolutionType.GLISSANT_LEASE:
        begin_sliding_lease(candidature, on=on, by=by)
    _housed(candidature, on)
    return candidature


@transaction.atomic
def record_arrival(*, candidature: Candidature, on: date, leaves_on: date | None, by: Membership) -> Candidature:
    """She arrived in an emergency place. Raises WrongState, also for a departure before the arrival."""
    candidature = _its_own(candidature, by)
    if candidature.state == CandidatureState.HOUSED:
        return candidature
    if candidature.offer.solution_type not in WITHOUT_CALEOL:
        raise WrongState("Ce logement se donne par un bail : enregistrez sa signature.")
    check_dates(on, not_before=candidature.notified_on)
    if leaves_on is not None and leaves_on < on:
        raise WrongState("Le départ est avant l’arrivée.")
    candidature.entered_on, candidature.leaves_on = on, leaves_on
    advance(candidature, ARRIVE, at=timezone.now(), by=by, changed=["entered_on", "leaves_on"])
    _end_dwelling(candidature)
    # Sheltered, not rehoused: she still looks, and her other requests go on.
    restore_others(candidature)
    return candidature


def _housed(candidature: Candidature, on: date) -> None:
    _end_dwelling(candidature)
    close_others(candidature)
    if candidature.household is not None:
        count_place_freed(candidature, candidature.household)
        mark_housed(candidature.household, on=on)


def _end_dwelling(candidature: Candidature) -> None:
    offer = candidature.offer
    if offer.ended_at is None:
        offer.ended_at = timezone.now()
        offer.save(update_fields=["ended_at"])


@transaction.atomic
def retract(*, candidature: Candidature, by: Membership) -> Candidature:
    """The landlord cannot go on with it (dwelling taken back, lease not signed): her other requests go on.

    One already ended stays as it is. Raises WrongState.
    """
    candidature = _its_own(candidature, by)
    taken = candidature.state in TAKEN_STATES
    advance(candidature, RETRACT, at=timezone.now(), by=by, reason=SharedReason.UNSUITABLE.value)
    if taken:
        restore_others(candidature)
    if candidature.household is not None:
        notify(recipients=referente_of(candidature.household), kind=RETRACTED, reference=candidature.id)
    return candidature
