"""A new member of the federation is told to the others: they decide two by two, and each of them may invite."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Membership, Role
from accounts.signals import membership_started
from notifications.actions import notify
from notifications.kinds import Kind, register

ARRIVAL = "arrival"
register(
    Kind(
        ARRIVAL,
        "Une nouvelle collègue a un accès : vérifiez que vous l’attendiez.",
        "accounts:invitations",
        takes_reference=False,
    )
)


@receiver(membership_started)
def tell(sender: Any, membership: Membership, **kwargs: Any) -> None:
    if membership.role != Role.FEDERATION:
        return
    others = Membership.objects.active().filter(role=Role.FEDERATION).exclude(id=membership.id)
    notify(recipients=others.select_related("user", "organisation").order_by("id"), kind=ARRIVAL)
