"""What the end of a membership does to files."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Membership
from accounts.signals import membership_ended
from associations.actions.readers import forget_reader


@receiver(membership_ended)
def forget(sender: Any, membership: Membership, **kwargs: Any) -> None:
    forget_reader(membership=membership)
