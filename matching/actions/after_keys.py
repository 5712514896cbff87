"""Thirty days after the keys, nothing tells any more where she lives, nor her registration number (design.md 5)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from associations.models import HouseholdStatus, Registration
from matching.models import Candidature, CandidatureState
from matching.policies import NUMBER_AFTER_LEASE
from offers.actions import forget_location

KEPT_AFTER_KEYS = NUMBER_AFTER_LEASE


def forget_after_keys(*, now: datetime) -> int:
    """Door, position and photos of dwellings whose keys were given 30 days ago; how many were erased. Idempotent."""
    last = timezone.localdate(now) - KEPT_AFTER_KEYS
    found = Candidature.objects.filter(state=CandidatureState.HOUSED, entered_on__lte=last).filter(_something_left())
    return sum(_forget(offer_id, household_id) for offer_id, household_id in found.values_list("offer", "household"))


def _something_left() -> Q:
    where = Q(offer__location__lat__isnull=False) | Q(offer__location__photos__isnull=False)
    words = [Q(**{f"offer__location__{name}__gt": ""}) for name in ("address", "door", "residence", "quarter")]
    numbers = Q(household__status=HouseholdStatus.HOUSED, household__registrations__isnull=False)
    return where | words[0] | words[1] | words[2] | words[3] | numbers


@transaction.atomic
def _forget(offer_id: UUID, household_id: UUID | None) -> bool:
    Registration.objects.filter(household=household_id, household__status=HouseholdStatus.HOUSED).delete()
    return forget_location(offer_id=offer_id)
