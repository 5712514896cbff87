"""A landlord answers a card; the association chooses a dwelling kept for it, or says that it does not suit.

Lock order: household, dwelling, need, card, answer. A landlord's side begins at the dwelling.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.authors import Author, client_of
from accounts.models import Membership
from associations.actions.households import note_activity
from associations.models import HouseholdStatus
from associations.notices import referente_of
from common.transitions import WrongState
from matching.actions.consequences import check_not_taken
from matching.actions.interpellations import check_open, end, lock_need
from matching.actions.moves import counted, lock_offer, record_move
from matching.actions.transmission import transmit
from matching.clocks import due_of
from matching.criteria import assess
from matching.models import (
    AnswerKind,
    Candidature,
    CandidatureState,
    Interpellation,
    InterpellationState,
    NeedAnswer,
    NeedCard,
    Outcome,
    Side,
)
from matching.notices import ANSWER_OVER, NEED_ANSWERED
from matching.pairs import dwelling_facts, household_facts
from matching.policies import NOT_LOOKING, check_suits
from matching.readiness import unsettled
from notifications.actions import notify
from offers.actions import free_offer, reserve_offer
from offers.models import Offer, OfferState

KEPT = "Un logement est déjà réservé à cette demande : reprenez-le d’abord."
ELSEWHERE = "Ce logement répond déjà à une autre demande."
NO_LONGER_KEPT = "Ce logement n’est plus réservé à cette demande."


@transaction.atomic
def answer_with_dwelling(*, card: NeedCard, offer: Offer, by: Author) -> NeedAnswer:
    """Keeps a complete draft for the need of a card: its association alone sees it.

    Raises WrongState with what the dwelling lacks, or when one is kept already; NeedCard.DoesNotExist and
    Offer.DoesNotExist for another landlord's.
    """
    card = _locked(card, by)
    _check_none_kept(card)
    try:
        with transaction.atomic():
            reserve_offer(offer=offer, by=by)
            answer = _write(card, AnswerKind.DWELLING, by, offer_id=offer.id)
    except IntegrityError as error:
        raise WrongState(ELSEWHERE) from error
    _tell_association(card, answer)
    return answer


@transaction.atomic
def answer_not_now(*, card: NeedCard, reason: str, by: Author) -> NeedAnswer:
    """« Pas pour l'instant », with a coded reason (NotNow). Raises WrongState, NeedCard.DoesNotExist."""
    card = _locked(card, by)
    _check_none_kept(card)
    return _write(card, AnswerKind.NOT_NOW, by, reason=reason)


@transaction.atomic
def answer_maybe(*, card: NeedCard, from_on: date, by: Author) -> NeedAnswer:
    """« Peut-être à partir de… ». Raises WrongState for a day that is not to come, NeedCard.DoesNotExist."""
    card = _locked(card, by)
    _check_none_kept(card)
    if from_on <= timezone.localdate():
        raise WrongState("Donnez une date à venir.")
    answer = _write(card, AnswerKind.MAYBE, by, from_on=from_on)
    _tell_association(card, answer)
    return answer


@transaction.atomic
def take_back(*, answer: NeedAnswer, by: Author) -> NeedAnswer:
    """The landlord takes back a dwelling that it kept: a draft again. Raises WrongState once it was chosen or freed,
    NeedAnswer.DoesNotExist for another landlord's."""
    found = NeedAnswer.objects.get(id=answer.id, card__bailleur=by.organisation_id)
    if found.offer_id is not None:
        lock_offer(found.offer_id)
    answer = NeedAnswer.objects.select_for_update().get(id=found.id)
    if answer.kind != AnswerKind.DWELLING or answer.outcome or answer.offer_id is None:
        raise WrongState(NO_LONGER_KEPT)
    free_offer(offer_id=answer.offer_id, by=by)
    _settle(answer, Outcome.TAKEN_BACK)
    _tell_association(answer.card, answer)
    return answer


@transaction.atomic
def decline_answer(*, answer: NeedAnswer, by: Membership) -> NeedAnswer:
    """The association says that a dwelling kept for it does not suit: the landlord reads that, and nothing of why.

    It is a draft of its landlord again, at once. Raises WrongState when it is kept no more, NeedAnswer.DoesNotExist
    for whoever is not named on the household.
    """
    answer, offer, _ = _lock_kept(answer.id, by)
    free_offer(offer_id=offer.id)
    _settle(answer, Outcome.DECLINED)
    _tell_landlord(offer)
    return answer


@transaction.atomic
def choose_answer(*, answer: NeedAnswer, by: Membership) -> Candidature:
    """Asks for the dwelling kept and transmits at once: there is nothing to rank. The need is over.

    Other landlords learn at the nightly release, which gives them their dwellings back. Raises WrongState when it is
    kept no more, does not suit, or the file is not ready; FileGone; NeedAnswer.DoesNotExist.
    """
    answer, offer, need = _lock_kept(answer.id, by)
    household = need.household
    if household is None or household.status != HouseholdStatus.ACTIVE:
        raise WrongState(NOT_LOOKING)
    now = timezone.now()
    opened, dwelling = household_facts(household), dwelling_facts(offer)
    assessment = assess(opened, dwelling, timezone.localdate(now))
    check_suits(assessment)
    if lacking := unsettled(assessment, dwelling):
        raise WrongState(f"Le dossier est à compléter d’abord : {' '.join(one.sentence for one in lacking)}")
    candidature = Candidature(
        household=household,
        offer=offer,
        state=CandidatureState.REQUESTED,
        requested_by=by.user,
        requested_at=now,
    )
    check_not_taken(candidature)
    candidature.due_at = due_of(candidature, now)
    candidature.save()
    note_activity(household)
    record_move(candidature, from_state="", at=now, facts=counted(opened.file), side=Side.ASSOCIATION, by=by)
    transmit(candidature, now=now, by=None, ranked=False)
    _settle(answer, Outcome.CHOSEN)
    end(need, InterpellationState.ANSWERED, now, by)
    return candidature


def _lock_kept(answer_id: UUID, by: Membership) -> tuple[NeedAnswer, Offer, Interpellation]:
    """A dwelling kept for a household of this member, with its need. Raises WrongState, NeedAnswer.DoesNotExist."""
    found = NeedAnswer.objects.select_related("card").get(id=answer_id)
    try:
        need = lock_need(found.card.interpellation_id, by)
    except Interpellation.DoesNotExist:
        raise NeedAnswer.DoesNotExist from None
    check_open(need)
    offer = lock_offer(found.offer_id) if found.offer_id else None
    answer = NeedAnswer.objects.standing().select_for_update(of=("self",)).filter(id=answer_id).first()
    if answer is None or offer is None:
        raise WrongState(NO_LONGER_KEPT)
    return answer, offer, need


def _locked(card: NeedCard, by: Author) -> NeedCard:
    return NeedCard.objects.addressed_to(by).select_for_update(of=("self",)).get(id=card.id)


def _check_none_kept(card: NeedCard) -> None:
    kept = card.answers.filter(kind=AnswerKind.DWELLING, outcome="", offer__state=OfferState.RESERVED)
    if kept.exists():
        raise WrongState(KEPT)


def _write(
    card: NeedCard,
    kind: AnswerKind,
    by: Author,
    *,
    reason: str = "",
    from_on: date | None = None,
    offer_id: UUID | None = None,
) -> NeedAnswer:
    # One whose dwelling its landlord withdrew since stands in the way of nothing.
    for gone in card.answers.filter(kind=AnswerKind.DWELLING, outcome=""):
        _settle(gone, Outcome.TAKEN_BACK)
    return NeedAnswer.objects.create(
        card=card,
        kind=kind,
        reason=reason,
        from_on=from_on,
        offer_id=offer_id,
        at=timezone.now(),
        by=by.user,
        organisation_id=by.organisation_id,
        client=client_of(by),
    )


def _settle(answer: NeedAnswer, outcome: Outcome, at: datetime | None = None) -> None:
    answer.outcome, answer.outcome_at = outcome, at or timezone.now()
    answer.save(update_fields=["outcome", "outcome_at"])


def _tell_association(card: NeedCard, answer: NeedAnswer) -> None:
    """Its référente, unless the need is over for it, or this landlord may not answer any more: kept until the night,
    which takes the card away."""
    need = card.interpellation
    household = need.household
    if household is not None and need.is_open and not card.withdrawn:
        once = f"{NEED_ANSWERED}:{answer.id}:{answer.outcome}"
        notify(recipients=referente_of(household), kind=NEED_ANSWERED, reference=household.id, once=once)


def _tell_landlord(offer: Offer) -> None:
    staff = Membership.objects.active().filter(organisation=offer.bailleur_id).select_related("user", "organisation")
    notify(recipients=staff.order_by("id"), kind=ANSWER_OVER, reference=offer.id)
