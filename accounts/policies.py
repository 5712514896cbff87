"""What the state of accounts allows: who may be invited where, and until when an invitation holds."""

from datetime import datetime

from accounts.models import Invitation, Membership, Organisation, OrganisationKind, Role, User
from accounts.models.membership import ROLES_OF_KIND

MANAGER_OF_KIND = {
    OrganisationKind.ASSOCIATION: Role.ASSOCIATION_MANAGER,
    OrganisationKind.BAILLEUR: Role.BAILLEUR_MANAGER,
}


class NotAllowed(Exception):
    """The invitation may not be sent or accepted. `str(error)` is a French sentence for the reader."""


def check_can_invite(*, organisation: Organisation, role: str, by: Membership) -> None:
    """Raises NotAllowed unless `by` may invite somebody as `role` in `organisation`.

    A manager invites for her own organisation. The federation invites the first manager of an association or of a
    landlord, and anybody elsewhere: memberships of an association are created by its own manager (design: safety).
    """
    if role not in ROLES_OF_KIND[organisation.kind]:
        raise NotAllowed("Ce rôle n’existe pas dans cette organisation.")
    if by.role != Role.FEDERATION:
        if by.organisation_id != organisation.id:
            raise NotAllowed("Vous n’invitez que pour votre organisation.")
        return
    manager = MANAGER_OF_KIND.get(OrganisationKind(organisation.kind))
    if manager is None:
        return
    if role != manager:
        raise NotAllowed("La fédération invite la première responsable ; elle invite ensuite ses collègues.")
    if Membership.objects.active().filter(organisation=organisation, role=manager).exists():
        raise NotAllowed("Cette organisation a déjà une responsable : c’est elle qui invite.")


def check_can_accept(*, invitation: Invitation, now: datetime) -> None:
    """Raises NotAllowed when the invitation was used, cancelled or is older than 72 hours."""
    if invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= now:
        raise NotAllowed("Cette invitation n’est plus valable.")
    member = User.objects.filter(email__iexact=invitation.email).first()
    if member and Membership.objects.active().filter(user=member).exists():
        raise NotAllowed("Cette invitation n’est plus valable.")
