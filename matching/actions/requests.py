"""An association prepares a request, sends it, takes it back, or takes that back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.actions.households import note_activity
from associations.models import Household
from common.transitions import WrongState
from matching.actions.consequences import check_not_taken, restore_others
from matching.actions.moves import advance, counted, counted_before, lock, lock_offer, record_move
from matching.actions.tallies import count_reason, take_back_reason
from matching.clocks import due_of
from matching.criteria import assess
from matching.models import Candidature, CandidatureState, Consequence, Side
from matching.models.candidature import TAKEN_STATES
from matching.pairs import dwelling_facts, household_facts
from matching.policies import check_can_cancel, check_still_looking, check_suits, undoable_move
from matching.private_reasons import keep_reason
from matching.reasons import shared_of
from matching.workflow import CANCEL, REQUEST
from offers.models import Offer

UNDO_FOR = timedelta(seconds=30)
UNDONE = "geste_repris"
TOO_LATE_TO_UNDO = "Plus de trente secondes ont passé, ou la demande a avancé : ce geste ne se reprend plus."


@transaction.atomic
def request_dwelling(
    *, household: Household, offer: Offer, note: str = "", danger: int = 0, wish: int = 0, by: Membership
) -> Candidature:
    """The active request of this household for this dwelling: the same one however many times it is asked.

    One that was prepared is sent. `danger` (0 to 3, 0 for not said) and `wish` (1 to 3, 0 for none) are as stated for
    this request. Raises WrongState when the pages no longer offer the dwelling, it does not fit, or she has accepted
    another; FileGone when the household's key was destroyed; Household.DoesNotExist for whoever is not named on it.
    """
    return _ask(household, offer, note, danger, wish, by, send=True)


@transaction.atomic
def prepare_request(
    *, household: Household, offer: Offer, note: str = "", danger: int = 0, wish: int = 0, by: Membership
) -> Candidature:
    """The same, kept with the association until it is sent: nobody else knows of it. Raises as request_dwelling."""
    return _ask(household, offer, note, danger, wish, by, send=False)


def _ask(
    household: Household, offer: Offer, note: str, danger: int, wish: int, by: Membership, *, send: bool
) -> Candidature:
    household = Household.objects.readable_by(by).select_for_update(no_key=True).get(id=household.id)
    offer = lock_offer(offer.id)
    existing = Candidature.objects.active().filter(household=household, offer=offer).first()
    if existing is not None and existing.state != CandidatureState.PREPARED:
        return existing
    now = timezone.now()
    check_still_looking(household, offer, now)
    opened = household_facts(household)
    check_suits(assess(opened, dwelling_facts(offer), timezone.localdate(now)))
    facts = counted(opened.file)
    note_activity(household)
    candidature = existing or Candidature(household=household, offer=offer)
    check_not_taken(candidature)
    before = candidature.state if existing else ""
    candidature.household, candidature.offer = household, offer
    candidature.state = CandidatureState.REQUESTED if send else CandidatureState.PREPARED
    candidature.requested_by, candidature.requested_at = by.user, now if send else None
    candidature.note, candidature.danger, candidature.wish = note, danger, wish
    candidature.due_at = due_of(candidature, now)
    candidature.save()
    if before != candidature.state:
        record_move(candidature, from_state=before, at=now, facts=facts, side=Side.ASSOCIATION, by=by)
    return candidature


@transaction.atomic
def send_request(*, candidature: Candidature, by: Membership) -> Candidature:
    """Sends a request that was prepared; one already sent stays as it is.

    Raises WrongState as request_dwelling does, FileGone, Candidature.DoesNotExist for whoever is not named on it.
    """
    Candidature.objects.followed_by(by).get(id=candidature.id)
    candidature = lock(candidature.id)
    if candidature.state == CandidatureState.REQUESTED:
        return candidature
    now = timezone.now()
    household = candidature.household_or_gone()
    if candidature.state == CandidatureState.PREPARED:
        check_still_looking(household, candidature.offer, now)
        check_not_taken(candidature)
        opened = household_facts(household)
        check_suits(assess(opened, dwelling_facts(candidature.offer), timezone.localdate(now)))
    candidature.requested_at, candidature.requested_by = now, by.user
    advance(candidature, REQUEST, at=now, by=by, changed=["requested_at", "requested_by"])
    return candidature


@transaction.atomic
def cancel_candidature(*, candidature: Candidature, reason: str = "", by: Membership) -> Candidature:
    """The association takes its request back; one already cancelled stays as it is.

    `reason` (matching.reasons.PrivateReason) stays with the association; others read its shared form. What an
    accepted dwelling had suspended goes on. Raises WrongState when it is too late; Candidature.DoesNotExist for
    whoever is not named on the household.
    """
    Candidature.objects.followed_by(by).get(id=candidature.id)
    candidature = lock(candidature.id)
    if candidature.state == CandidatureState.CANCELLED:
        return candidature
    check_can_cancel(candidature)
    taken = candidature.state in TAKEN_STATES
    if candidature.consequence == Consequence.SUSPEND:
        candidature.consequence = ""
    if reason and candidature.household is not None:
        keep_reason(candidature, candidature.household, reason)
        count_reason(candidature, candidature.household, reason)
    advance(
        candidature,
        CANCEL,
        at=timezone.now(),
        by=by,
        reason=shared_of(reason) if reason else "",
        changed=["consequence"],
        refusal="Cette demande ne s’annule plus : le ménage est relogé.",
    )
    if taken:
        restore_others(candidature)
    return candidature


@transaction.atomic
def undo_move(*, candidature: Candidature, by: Membership) -> Candidature:
    """Takes back, within 30 seconds, the last move of this very person, when nothing has left.

    Raises WrongState when it is too late, or that move does not come back.
    """
    candidature = lock(candidature.id)
    now = timezone.now()
    last = undoable_move(candidature, by, since=now - UNDO_FOR)
    if last is None:
        raise WrongState(TOO_LATE_TO_UNDO)
    before = candidature.state
    candidature.state = CandidatureState(last.from_state)
    if candidature.state == CandidatureState.SHORTLISTED:  # its place may be another's by now
        candidature.state, candidature.rank = CandidatureState.REQUESTED, None
    candidature.due_at = due_of(candidature, now)
    clash = Candidature.objects.active().filter(household=candidature.household_id, offer=candidature.offer_id)
    if clash.exclude(id=candidature.id).exists():
        raise WrongState(TOO_LATE_TO_UNDO)
    candidature.save(update_fields=["state", "rank", "due_at"])
    if before == CandidatureState.CANCELLED and candidature.household is not None:
        take_back_reason(candidature, candidature.household)
    facts = counted_before(candidature)
    record_move(candidature, from_state=before, at=now, facts=facts, side=Side(last.side), by=by, reason=UNDONE)
    return candidature
