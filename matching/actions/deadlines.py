"""What time does: requests held at the closing, delays that end, reminders, the order that nobody reviewed.

A sweep of each minute; each step is a transaction of its own, safe to run twice and after days without any. What a
law dates is dated by it, not by the sweep.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from associations.files import FileGone
from associations.notices import managers_of, referente_of
from common.batches import batched
from conventions.models import Convention
from matching.actions.moves import advance, lock, lock_of_dwelling, lock_offer
from matching.actions.transmission import hold, transmit
from matching.agents import told_of
from matching.clocks import RANKING_WORKING_DAYS, REMINDERS, Reminder, in_working_days, ranking_deadline
from matching.dwellings import departement_of
from matching.models import Candidature, CandidatureState, Side
from matching.models.candidature import WAITING_STATES
from matching.notices import ANSWER_REMINDER, HELD, SILENCE, TEAM_ANSWER, WAIT
from matching.ordering import proposed_order
from matching.pairs import dwelling_facts, household_facts
from matching.readiness import is_ready
from matching.reasons import SharedReason
from matching.workflow import CANDIDATURE_MOVES, LAPSE
from notifications.actions import notify
from notifications.models import Notice
from offers.models import Offer, OfferState

FILE_NOT_READY = "dossier_incomplet"
# Between a closing and the working day after it: a week-end and its holidays.
CLOSED_DAYS = timedelta(days=5)
AT_ONCE = 1_000  # requests read together
LAPSING = (CandidatureState.HELD, CandidatureState.OFFER_NOTIFIED, CandidatureState.SUSPENDED)
KINDS = {CandidatureState.OFFER_NOTIFIED: ANSWER_REMINDER, CandidatureState.FILE_INCOMPLETE: WAIT}
OF_THE_ASSOCIATION = (
    CandidatureState.REQUESTED,
    CandidatureState.SHORTLISTED,
    CandidatureState.HELD,
    CandidatureState.FILE_INCOMPLETE,
    CandidatureState.OFFER_NOTIFIED,
)


@dataclass(frozen=True)
class Kept:
    """What a sweep did."""

    held: int
    lapsed: int
    reminded: int
    transmitted: int


def keep_deadlines(*, now: datetime) -> Kept:
    """Everything that time did since the last sweep, in the order in which it would have happened."""
    return Kept(
        held=sum(_hold_if_not_ready(one, now) for one in _closed_and_waiting(now)),
        lapsed=sum(_lapse(one, now) for one in _past_due(now)),
        reminded=sum(_remind(one, now) for one in _waited_for(now)),
        transmitted=sum(_transmit_unreviewed(one, now) for one in _not_ranked(now)),
    )


@transaction.atomic
def move_deadlines(*, offer_id: UUID) -> None:
    """After another closing of a dwelling: its waiting requests wait for that one, and are looked at again then."""
    offer = lock_offer(offer_id)
    waiting = Candidature.objects.filter(offer=offer).order_by("id")
    if offer.closes_at is None:
        return
    ranked_by = in_working_days(offer.closes_at, RANKING_WORKING_DAYS, departement_of(offer))
    waiting.filter(state__in=WAITING_STATES).update(due_at=ranked_by, ready_at=None, looked_at_hours=None)
    waiting.filter(state=CandidatureState.HELD).update(due_at=ranked_by)
    waiting.filter(state=CandidatureState.PREPARED).update(due_at=offer.closes_at)


def _closed_and_waiting(now: datetime) -> list[UUID]:
    """Requests of dwellings that closed, not looked at since: each once."""
    found = Candidature.objects.waiting().filter(
        offer__state=OfferState.CLOSED, offer__ended_at__isnull=True, ready_at__isnull=True
    )
    return list(found.order_by("id").values_list("id", flat=True))


@transaction.atomic
def _hold_if_not_ready(candidature_id: UUID, now: datetime) -> bool:
    candidature = lock(candidature_id)
    if candidature.state not in WAITING_STATES or candidature.ready_at is not None or candidature.consequence:
        return False
    candidature.ready_at = now
    candidature.save(update_fields=["ready_at"])
    try:
        household = household_facts(candidature.household_or_gone())
    except FileGone:
        return False
    if is_ready(household, dwelling_facts(candidature.offer), timezone.localdate(now)):
        return False
    hold(candidature, now=now)
    return True


def _past_due(now: datetime) -> list[UUID]:
    found = Candidature.objects.active().filter(state__in=LAPSING, due_at__lte=now)
    return list(found.order_by("due_at", "id").values_list("id", flat=True))


@transaction.atomic
def _lapse(candidature_id: UUID, now: datetime) -> bool:
    """Dated at the end of the delay, however late the sweep. A silence is a refusal (CCH R441-10)."""
    candidature = lock(candidature_id)
    due = candidature.due_at
    if due is None or due > now or not CANDIDATURE_MOVES.allows(LAPSE, candidature.state):
        return False
    held = candidature.state == CandidatureState.HELD
    candidature.consequence = ""
    reason = FILE_NOT_READY if held else SharedReason.NO_ANSWER.value
    advance(candidature, LAPSE, at=due, side=Side.SYSTEM, reason=reason, changed=["consequence"])
    if candidature.household is not None:
        notify(recipients=referente_of(candidature.household), kind=SILENCE, reference=candidature.id)
    return True


def _waited_for(now: datetime) -> list[UUID]:
    """Requests with a reminder to give. Most of those whose delay ends soon have heard all of it: each minute's sweep
    reads them together."""
    longest = max(one.before for steps in REMINDERS.values() for one in steps)
    soon = Candidature.objects.active().filter(state__in=REMINDERS, due_at__lte=now + longest + CLOSED_DAYS)
    read = soon.select_related("offer").only("state", "due_at", "looked_at_hours", "offer__closes_at")
    found = []
    for some in batched(read.order_by("due_at", "id"), AT_ONCE):
        steps = {one.id: _steps(one, now) for one in some}
        given = _given(key for keys in steps.values() for key in keys)
        found += [one for one, keys in steps.items() if not given.issuperset(keys)]
    return found


@transaction.atomic
def _remind(candidature_id: UUID, now: datetime) -> int:
    """The reminders whose moment has come, each once for this delay, whatever the sweeps that were missed."""
    candidature = lock(candidature_id)
    steps = _steps_due(candidature, now) if candidature.is_active else []
    if not steps:
        return 0
    if candidature.state in WAITING_STATES:
        # Looked at once a step, ready or not: opening a file at each sweep would cost one query to the vault a minute.
        candidature.looked_at_hours = min(step.hours for step, _ in steps)
        candidature.save(update_fields=["looked_at_hours"])
        if _looks_ready(candidature, now):
            return 0
    for step, due in steps:
        _give(candidature, step, due)
    return len(steps)


def _steps_due(candidature: Candidature, now: datetime) -> list[tuple[Reminder, datetime]]:
    """The reminders to give, each with the end that it counts down to; those given already are left out."""
    steps = _steps(candidature, now)
    given = _given(steps)
    return [step for key, step in steps.items() if key not in given]


def _steps(candidature: Candidature, now: datetime) -> dict[str, tuple[Reminder, datetime]]:
    """The reminders whose moment has come, given or not, by the key of their notice."""
    waiting = candidature.state in WAITING_STATES
    due = candidature.offer.closes_at if waiting else candidature.due_at
    if due is None or (waiting and due <= now):
        return {}
    seen = candidature.looked_at_hours if waiting else None
    return {
        _once(candidature, one, due): (one, due)
        for one in REMINDERS.get(candidature.state, ())
        if due - one.before <= now and (seen is None or one.hours < seen)
    }


def _given(keys: Iterable[str]) -> set[str]:
    return set(Notice.objects.filter(once__in=set(keys)).values_list("once", flat=True))


def _once(candidature: Candidature, step: Reminder, due: datetime) -> str:
    return f"{candidature.id}:{candidature.state}:{due.isoformat()}:{step.code}"


def _looks_ready(candidature: Candidature, now: datetime) -> bool:
    try:
        household = household_facts(candidature.household_or_gone())
    except FileGone:
        return True
    return is_ready(household, dwelling_facts(candidature.offer), timezone.localdate(now))


def _give(candidature: Candidature, step: Reminder, due: datetime) -> None:
    once = _once(candidature, step, due)
    if candidature.state in OF_THE_ASSOCIATION:
        household = candidature.household
        if household is None:
            return
        kind = KINDS.get(CandidatureState(candidature.state), HELD)
        notify(recipients=referente_of(household), kind=kind, reference=candidature.id, once=once)
        if step.manager:
            notify(recipients=managers_of(household.association_id), kind=TEAM_ANSWER, once=once)
        return
    notify(recipients=told_of(candidature, managers=step.manager), kind=WAIT, reference=candidature.id, once=once)


def _not_ranked(now: datetime) -> list[UUID]:
    """Dwellings closed with requests that nobody transmitted."""
    waiting = Candidature.objects.waiting().filter(offer__state=OfferState.CLOSED, offer__first_transmitted_at=None)
    return list(
        Offer.objects.not_ended().filter(id__in=waiting.values("offer_id")).order_by("id").values_list("id", flat=True)
    )


@transaction.atomic
def _transmit_unreviewed(offer_id: UUID, now: datetime) -> int:
    """One working day after the closing, where the convention says so: the proposed order goes, marked so."""
    offer = Offer.objects.select_related("bailleur").get(id=offer_id)
    running = Convention.objects.of_landlord(offer.bailleur_id, timezone.localdate(now))
    if not running.filter(automatic_order=True).exists():
        return 0
    waiting = Candidature.objects.waiting().filter(offer=offer)
    locked = lock_of_dwelling(offer.id, waiting.values_list("id", flat=True))
    due = [one for one in locked if one.state in WAITING_STATES]
    if not due or ranking_deadline(due[0], due[0].offer.closes_at or now) > now:
        return 0
    left = 0
    ranked = sorted((one for one in due if one.rank), key=lambda one: one.rank or 0)
    for candidature in [*ranked, *proposed_order(one for one in due if not one.rank)]:
        if left < offer.wanted_candidatures:
            left += _leaves(candidature, now)
    return left


def _leaves(candidature: Candidature, now: datetime) -> bool:
    try:
        return transmit(candidature, now=now, by=None)
    except FileGone:
        return False
