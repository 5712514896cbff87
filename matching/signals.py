"""What matching does when a dwelling is shown, when a household changes or is purged."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from associations.signals import household_changed, household_purged, zones_changed
from matching.actions.alerts import assess_dwelling_later, assess_dwellings_later, assess_household_later
from matching.actions.checks import forget_far_checks, review_requests
from matching.actions.deadlines import move_deadlines
from matching.actions.interpellations import forget_need, leave_out_excluded
from matching.actions.purge import forget_household
from offers.signals import offer_shown, offers_published


@receiver(household_purged)
def forget(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    forget_need(household_id=household_id)
    forget_household(household_id=household_id)


@receiver(household_changed)
def after_a_change(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    leave_out_excluded(household_id=household_id)
    review_requests(household_id=household_id)
    assess_household_later(household_id=household_id)


@receiver(zones_changed)
def after_other_zones(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    forget_far_checks(household_id=household_id)
    review_requests(household_id=household_id)
    assess_household_later(household_id=household_id)


@receiver(offer_shown)
def after_a_publication(sender: Any, offer_id: UUID, **kwargs: Any) -> None:
    assess_dwelling_later(offer_id=offer_id)
    move_deadlines(offer_id=offer_id)


@receiver(offers_published)
def after_publications(sender: Any, offer_ids: Sequence[UUID], **kwargs: Any) -> None:
    assess_dwellings_later(offer_ids=offer_ids)
