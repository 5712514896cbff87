"""The notices that conventions give: what each says, where it leads. No organisation, no figure."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Membership, Role
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from notifications.kinds import Kind, register

ACTION_GIVEN = "action_given"
ACTION_SOON = "action_soon"
ACTION_DUE = "action_due"
ACTION_LATE = "action_late"

register(
    Kind(ACTION_GIVEN, "Une action vous est confiée.", "conventions:action", can_wait=True),
    Kind(ACTION_SOON, "Une action arrive bientôt à échéance.", "conventions:action", can_wait=True),
    Kind(ACTION_DUE, "Une action arrive à échéance.", "conventions:action", can_wait=True),
    Kind(ACTION_LATE, "Une action est en retard.", "conventions:action", can_wait=True),
)

_UPDATING = [role for role in Role if Permission.UPDATE_ACTIONS in PERMISSIONS_OF_ROLE[role]]


def in_charge_of_actions(organisation_ids: Iterable[UUID]) -> dict[UUID, list[Membership]]:
    """Of each organisation, those who update its actions. One query."""
    found: dict[UUID, list[Membership]] = {key: [] for key in organisation_ids}
    hers = Membership.objects.active().filter(organisation__in=found, role__in=_UPDATING, user__is_active=True)
    for member in hers.select_related("user", "organisation").order_by("id"):
        found[member.organisation_id].append(member)
    return found
