"""What matching does when a household is purged."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from associations.signals import household_purged
from matching.actions.purge import forget_household


@receiver(household_purged)
def forget(sender: Any, household_id: UUID, **kwargs: Any) -> None:
    forget_household(household_id=household_id)
