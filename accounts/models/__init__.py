from accounts.models.access import AccessEvent, AccessKind
from accounts.models.decision import Decision, DecisionKind
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership, Role
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User

__all__ = [
    "AccessEvent",
    "AccessKind",
    "Decision",
    "DecisionKind",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Role",
    "User",
]
