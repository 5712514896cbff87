"""What matching does when a household changes, or is purged."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from associations.signals import household_changed, household_purged, zones_changed
from matching.actions.checks import forget_far_checks, review_requests
from matching.actions.purge import forget_household


@receiver(household_purged)
def forget(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    forget_household(household_id=household_id)


@receiver(household_changed)
def after_a_change(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    review_requests(household_id=household_id)


@receiver(zones_changed)
def after_other_zones(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    forget_far_checks(household_id=household_id)
    review_requests(household_id=household_id)
