"""What a référente says of a dwelling's true place, and what becomes of it when a zone or a need changes."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.actions.households import lock_household
from associations.files import FileGone, key_of
from associations.models import Household
from associations.notices import referente_of
from common.transitions import WrongState
from matching.actions.access import may_see_photos
from matching.checks import Check, open_check, pair_index, seal_check
from matching.criteria import Code, DwellingFacts, HouseholdFacts, State, assess
from matching.models import Candidature, LocationCheck
from matching.models.candidature import TAKEN_STATES
from matching.notices import REVIEW
from matching.pairs import dwelling_facts, household_facts
from matching.policies import check_proposed
from notifications.actions import notify
from offers.models import Offer

LOOK_FIRST = "Ouvrez d’abord l’emplacement : la décision se prend en le voyant."
NOTHING_TO_CHECK = "Il n’y a rien à vérifier pour ce logement."


@transaction.atomic
def decide_location(*, household: Household, offer: Offer, far: bool, why: str = "", by: Membership) -> None:
    """Keeps, sealed, whether the dwelling is far enough; replaces what was said of the pair before.

    Raises WrongState unless she looked at the location in the last 15 minutes and there is something to decide,
    Household.DoesNotExist for whoever is not named on it, FileGone.
    """
    household = lock_household(household, by)
    check_proposed(household, offer, timezone.now())
    if not may_see_photos(offer=offer, by=by, now=timezone.now()):
        raise WrongState(LOOK_FIRST)
    facts = dwelling_facts(offer)
    if not may_be_decided(household_facts(household), facts):
        raise WrongState(NOTHING_TO_CHECK)
    index, key = pair_index(household.id, offer.id), key_of(household)
    row = LocationCheck.objects.filter(pair=index).first() or LocationCheck(household=household, pair=index)
    check = Check(str(offer.id), far, why, str(by.user_id), timezone.localdate(), *facts.position)
    row.sealed = seal_check(row, check, key)
    row.save()


def may_be_decided(household: HouseholdFacts, dwelling: DwellingFacts) -> bool:
    """Whether its place is all that is in question: to check, or decided on already."""
    found = assess(household, dwelling, timezone.localdate())
    if found.state is State.SET_ASIDE:
        return {one.code for one in found.blocking} == {Code.CHECKED}
    check = household.checked.get(dwelling.id)
    decided = check is not None and check.position == dwelling.position
    return found.state is State.TO_CHECK or (found.state is State.SUITABLE and decided)


@transaction.atomic
def forget_far_checks(*, household_id: UUID) -> None:
    """After a change of zones: what was far enough may not be any more; what was too near stays so until said again.

    Nothing to do once the household's key is destroyed.
    """
    rows = list(LocationCheck.objects.filter(household=household_id).order_by("id"))
    if not rows:
        return
    try:
        key = key_of(Household.objects.get(id=household_id))
    except (FileGone, Household.DoesNotExist):
        return
    far = [row.id for row in rows if open_check(row, key).far]
    LocationCheck.objects.filter(id__in=far).delete()


@transaction.atomic
def review_requests(*, household_id: UUID) -> None:
    """After a change of the file or its zones: its référente hears of requests whose dwelling no longer suits.

    Nothing is taken back by itself: that would tell the federation when she wrote it.
    """
    household = Household.objects.select_related("association").get(id=household_id)
    waiting = Candidature.objects.active().filter(household=household).exclude(state__in=TAKEN_STATES).with_offer()
    requests = list(waiting.order_by("id"))
    if not requests:
        return
    try:
        facts = household_facts(household)
    except FileGone:
        return
    today = timezone.localdate()
    if any(assess(facts, dwelling_facts(one.offer), today).state is not State.SUITABLE for one in requests):
        notify(recipients=referente_of(household), kind=REVIEW, reference=household.id)
