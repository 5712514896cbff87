from accounts.models.access import AccessEvent, AccessKind
from accounts.models.api_client import SCOPES_OF_KIND, ApiClient, IdempotencyRecord, Scope
from accounts.models.decision import Decision, DecisionKind
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership, Role
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User

__all__ = [
    "SCOPES_OF_KIND",
    "AccessEvent",
    "AccessKind",
    "ApiClient",
    "Decision",
    "DecisionKind",
    "IdempotencyRecord",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Role",
    "Scope",
    "User",
]
