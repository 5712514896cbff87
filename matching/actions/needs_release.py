"""What the night does to needs: those past their end, the cards of those that are over, dwellings kept for them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from associations.models import Household, HouseholdStatus
from associations.notices import referente_of
from matching.actions.interpellations import end
from matching.models import (
    AnswerKind,
    Candidature,
    Interpellation,
    InterpellationState,
    NeedAnswer,
    NeedCard,
    Outcome,
)
from matching.models.candidature import ACTIVE, WITH_A_TENANT
from matching.notices import NEED_OVER
from notifications.actions import notify
from offers.actions import free_offer
from offers.models import Offer, OfferState
from offers.models.offer import OfferQuerySet


def release_needs(*, now: datetime) -> int:
    """Ends needs, takes their cards away, gives dwellings back, each in a transaction of its own and in random order.

    How many dwellings are free again. Safe to run at any time and more than once.
    """
    today = timezone.localdate(now)
    looking = Household.objects.active().filter(id=OuterRef("household"))
    past = Interpellation.objects.past_their_end(today) | Interpellation.objects.open().filter(~Exists(looking))
    for need_id in list(past.order_by("?").values_list("id", flat=True)):
        _end_by_time(need_id, now)
    with transaction.atomic():
        NeedCard.objects.over().update(ended_on=today)
    return sum(_free(offer_id) for offer_id in list(_kept_for_nothing().order_by("?").values_list("id", flat=True)))


@transaction.atomic
def _end_by_time(need_id: UUID, now: datetime) -> None:
    need = Interpellation.objects.open().select_for_update().filter(id=need_id).first()
    if need is None:
        return
    household = need.household
    looks = household is not None and household.status == HouseholdStatus.ACTIVE
    if looks and need.until >= timezone.localdate(now):
        return
    end(need, InterpellationState.EXPIRED if looks else InterpellationState.WITHDRAWN, now, None)
    if household is not None and looks:
        once = f"{NEED_OVER}:{need.id}"
        notify(recipients=referente_of(household), kind=NEED_OVER, reference=household.id, once=once)


def _kept_for_nothing() -> OfferQuerySet:
    """Reserved, though no need waits for them and nobody is before their landlord for them."""
    waited_for = NeedAnswer.objects.standing().filter(offer=OuterRef("pk"), card__ended_on__isnull=True)
    running = Candidature.objects.filter(offer=OuterRef("pk"))
    return Offer.objects.filter(
        ~Exists(waited_for),
        ~Exists(running.filter(ACTIVE)),
        ~Exists(running.filter(state__in=WITH_A_TENANT)),
        state=OfferState.RESERVED,
    )


@transaction.atomic
def _free(offer_id: UUID) -> bool:
    if Offer.objects.select_for_update(of=("self",), no_key=True).filter(id=offer_id).first() is None:
        return False
    if not _kept_for_nothing().filter(id=offer_id).exists():
        return False
    free_offer(offer_id=offer_id)
    open_answers = NeedAnswer.objects.filter(offer=offer_id, kind=AnswerKind.DWELLING, outcome="")
    open_answers.update(outcome=Outcome.FREED, outcome_at=timezone.now())
    return True
