"""Référentes hear of dwellings that began to suit their households: once a pair, whatever is published again."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household, HouseholdStatus
from common.copying import insert_alike
from common.waking import wake
from matching.alerting import Pair, dwelling_index, household_index, pairs_of_dwelling, pairs_of_household
from matching.models import Candidature, DueAssessment, ToldPair
from matching.models.alert import ToldPairQuerySet
from matching.notices import NEW_DWELLINGS
from matching.pairs import dwelling_facts
from matching.policies import is_offered
from notifications.actions import Told, gather
from offers.models import Offer

# After a closing: as long as a dwelling taken back may be published again under its reference.
REMEMBERED = timedelta(days=60)


@transaction.atomic
def assess_dwelling_later(*, offer_id: UUID) -> None:
    """Notes that the pairs of a dwelling are to be looked at, and wakes a worker afterwards.

    Inside the transaction of what happened: a message lost on the way is made good by the sweep of each minute.
    """
    _wake_afterwards(DueAssessment.objects.create(offer_id=offer_id))


@transaction.atomic
def assess_dwellings_later(*, offer_ids: Sequence[UUID]) -> None:
    """The same for dwellings published together: one message wakes the sweep, which finds their rows."""
    insert_alike(DueAssessment(), "offer_id", offer_ids)
    transaction.on_commit(_wake_sweep)


@transaction.atomic
def assess_household_later(*, household_id: UUID) -> None:
    """The same for a household."""
    _wake_afterwards(DueAssessment.objects.create(household_id=household_id))


def _wake_afterwards(due: DueAssessment) -> None:
    transaction.on_commit(partial(_wake, due.id))


def _wake(due_id: UUID) -> None:
    from matching.tasks import find_matches  # noqa: PLC0415 - tasks call actions

    wake(find_matches, str(due_id))


def _wake_sweep() -> None:
    from matching.tasks import sweep  # noqa: PLC0415 - tasks call actions

    wake(sweep)


@transaction.atomic
def find_matches(*, due_id: UUID, now: datetime) -> int:
    """Tells the référentes of the pairs that became suitable; how many pairs.

    All in one transaction that ends with the rows of what is due: a worker killed midway has told nothing, and another
    one begins again. A row that another worker holds is left to it. Raises IntegrityError when another worker tells of
    the same pair at the same moment: nothing is done, the sweep of each minute does it again.
    """
    due = DueAssessment.objects.select_for_update(skip_locked=True, of=("self",)).filter(id=due_id).first()
    if due is None:
        return 0
    same = DueAssessment.objects.of_the_same(due).select_for_update(skip_locked=True, of=("self",))
    done = list(same.order_by("id").values_list("id", flat=True))
    told = 0
    if due.offer_id:
        told = _tell_of_dwelling(due.offer_id, now)
    elif due.household_id:
        told = _tell_of_household(due.household_id, now)
    DueAssessment.objects.filter(id__in=done).delete()
    return told


def _tell_of_dwelling(offer_id: UUID, now: datetime) -> int:
    offer = Offer.objects.select_related("location__commune", "bailleur__organisation").get(id=offer_id)
    if not is_offered(offer, now):
        return 0
    pairs = list(pairs_of_dwelling(offer, timezone.localdate(now)))
    return _tell(pairs, ToldPair.objects.of_dwelling(dwelling_index(dwelling_facts(offer))), now)


def _tell_of_household(household_id: UUID, now: datetime) -> int:
    household = Household.objects.get(id=household_id)
    if household.status != HouseholdStatus.ACTIVE:
        return 0
    pairs = list(pairs_of_household(household, now, timezone.localdate(now)))
    return _tell(pairs, ToldPair.objects.of_household(household_index(household.id)), now)


def _tell(pairs: list[Pair], before: ToldPairQuerySet, now: datetime) -> int:
    """Those not told yet, nor asked for already, each to its référente; `before`, what suits no more, is forgotten."""
    told = dict(before.order_by("id").values_list("pair", "id"))
    suited = {pair.index for pair in pairs}
    ToldPair.objects.filter(id__in=[key for index, key in told.items() if index not in suited]).delete()
    asked = set(
        Candidature.objects.active()
        .filter(offer__in={pair.dwelling.id for pair in pairs})
        .values_list("household_id", "offer_id")
    )
    new = [
        pair
        for pair in pairs
        if pair.index not in told and (pair.household.id, pair.dwelling.id) not in asked and pair.dwelling.closes_at
    ]
    # First: a pair that another worker tells of at this moment stops this one before it says anything.
    ToldPair.objects.bulk_create(
        ToldPair(
            pair=pair.index,
            household=pair.household_index,
            dwelling=pair.dwelling_index,
            until=timezone.localdate(pair.dwelling.closes_at) + REMEMBERED,
        )
        for pair in new
    )
    referentes = _referentes(pair.household for pair in new)
    gather(
        kind=NEW_DWELLINGS,
        all_told=[
            Told(recipient, pair.household.id, pair.dwelling.id, pair.dwelling.closes_at)
            for pair in new
            if pair.dwelling.closes_at
            and (recipient := referentes.get((pair.household.association_id, pair.household.referente_id)))
        ],
        now=now,
    )
    return len(new)


def _referentes(households: Iterable[Household]) -> dict[tuple[UUID, UUID], Membership]:
    """By association and person; one who has left is not told, her manager hands her files over."""
    wanted = {(one.association_id, one.referente_id) for one in households}
    members = (
        Membership.objects.active()
        .filter(organisation__in={organisation for organisation, _ in wanted}, user__in={user for _, user in wanted})
        .select_related("user", "organisation")
        .order_by("id")
    )
    return {(one.organisation_id, one.user_id): one for one in members}


@transaction.atomic
def forget_told(*, now: datetime) -> int:
    """Each night: pairs of dwellings closed long ago. How many."""
    return ToldPair.objects.filter(until__lt=timezone.localdate(now)).delete()[0]
