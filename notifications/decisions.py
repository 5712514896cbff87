"""Decisions of two people are told to all who may act on them, and to the person concerned, at each step."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from accounts.models import Decision, Membership, Role
from accounts.signals import decision_moved
from notifications.actions import notify
from notifications.kinds import Kind, register

DECISION = "decision"
MANAGERS = (Role.ASSOCIATION_MANAGER, Role.BAILLEUR_MANAGER)
register(
    Kind(
        DECISION,
        "Une décision à deux a changé : confirmez-la, ou dites non.",
        "accounts:decisions",
        takes_reference=False,
    )
)


@receiver(decision_moved)
def tell(sender: Any, decision: Decision, **kwargs: Any) -> None:
    concerned = Q(role=Role.FEDERATION)
    if decision.user_id is not None:
        concerned |= Q(user=decision.user_id) | Q(organisation=decision.organisation_id, role__in=MANAGERS)
    members = Membership.objects.active().filter(concerned).select_related("user", "organisation").order_by("id")
    notify(recipients=members, kind=DECISION)
