"""What the state of accounts allows: who is invited where, who closes an access, who decides with whom, which software
enters."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from accounts.models import (
    SCOPES_OF_KIND,
    ApiClient,
    Decision,
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from accounts.models.membership import ROLES_OF_KIND
from accounts.permissions import Permission, permitted

MANAGER_OF_KIND = {
    OrganisationKind.ASSOCIATION: Role.ASSOCIATION_MANAGER,
    OrganisationKind.BAILLEUR: Role.BAILLEUR_MANAGER,
}
# Invitations of one organisation within 72 hours: no mailbox is flooded from here, and the list stays short.
MAX_INVITATIONS = 50
MAX_CLIENTS = 20  # of one organisation that were not revoked: the list stays short, and each is looked at
OVER = "Cette invitation n’est plus valable."


class NotAllowed(Exception):
    """The invitation may not be sent or accepted, the access not closed. `str(error)` is a French sentence."""


def check_can_invite(*, email: str, organisation: Organisation, role: str, by: Membership, now: datetime) -> None:
    """Raises NotAllowed unless `by` may invite `email` as `role` in `organisation`.

    A manager invites for her own organisation. The federation invites the first manager of an association or of a
    landlord, and anybody elsewhere: memberships of an association are created by its own manager (design: safety).
    """
    if role not in ROLES_OF_KIND[organisation.kind]:
        raise NotAllowed("Ce rôle n’existe pas dans cette organisation.")
    if permitted(by, Permission.INVITE_ORGANISATIONS):
        _check_first_manager(organisation=organisation, role=role)
    elif not permitted(by, Permission.INVITE_COLLEAGUES) or by.organisation_id != organisation.id:
        raise NotAllowed("Vous n’invitez que pour votre organisation.")
    if Membership.objects.active().filter(organisation=organisation, user__email__iexact=email).exists():
        raise NotAllowed("Cette personne a déjà un accès dans cette organisation.")
    since = now - timedelta(hours=settings.INVITATION_HOURS)
    if Invitation.objects.of(by.organisation).filter(created_at__gt=since).count() >= MAX_INVITATIONS:
        raise NotAllowed(f"Vous avez envoyé {MAX_INVITATIONS} invitations en trois jours : attendez les réponses.")


def _check_first_manager(*, organisation: Organisation, role: str) -> None:
    manager = MANAGER_OF_KIND.get(OrganisationKind(organisation.kind))
    if manager is None:
        return
    if role != manager:
        raise NotAllowed("La fédération invite la première responsable ; elle invite ensuite ses collègues.")
    if Membership.objects.active().filter(organisation=organisation, role=manager).exists():
        raise NotAllowed("Cette organisation a déjà une responsable : c’est elle qui invite.")


def check_can_accept(*, invitation: Invitation, now: datetime) -> None:
    """Raises NotAllowed when the invitation was used, cancelled, is older than 72 hours, or has lost its ground.

    It loses it when the person has an active membership, or when the federation invited a first manager and
    somebody else has become it meanwhile.
    """
    if invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= now:
        raise NotAllowed(OVER)
    active = Membership.objects.active()
    if active.filter(user__email__iexact=invitation.email).exists():
        raise NotAllowed(OVER)
    colleagues = active.filter(organisation=invitation.organisation_id)
    if not colleagues.filter(user=invitation.invited_by_id).exists():
        try:
            _check_first_manager(organisation=invitation.organisation, role=invitation.role)
        except NotAllowed as error:
            raise NotAllowed(OVER) from error


def check_can_revoke(*, invitation: Invitation, by: Membership) -> None:
    """Raises NotAllowed unless the invitation is into the organisation of `by`, or was sent by one of its members."""
    if not Invitation.objects.of(by.organisation).filter(pk=invitation.pk).exists():
        raise NotAllowed("Cette invitation n’est pas de votre organisation.")


def check_can_end(*, membership: Membership, by: Membership) -> None:
    """Raises NotAllowed unless `by` manages that access; nobody closes her own, or nobody could invite any more."""
    if not (permitted(by, Permission.INVITE_COLLEAGUES) or permitted(by, Permission.INVITE_ORGANISATIONS)):
        raise NotAllowed("Vous ne gérez pas les accès.")
    if membership.pk == by.pk:
        raise NotAllowed("Vous ne pouvez pas fermer votre propre accès.")
    if not Membership.objects.managed_by(by).filter(pk=membership.pk).exists():
        raise NotAllowed("Cet accès n’est pas de votre organisation.")


def earlier_account(invitation: Invitation) -> User | None:
    """The account that the invited address had before she left an organisation."""
    return User.objects.filter(email__iexact=invitation.email).first()


def check_can_ask_reset(*, membership: Membership, by: Membership) -> None:
    """Raises NotAllowed unless `by` is of the federation or that organisation's manager; nobody asks for herself."""
    if membership.user_id == by.user_id:
        raise NotAllowed("Une autre personne le demande pour vous.")
    manages = permitted(by, Permission.INVITE_COLLEAGUES) and by.organisation_id == membership.organisation_id
    if by.role != Role.FEDERATION and not manages:
        raise NotAllowed("Vous ne gérez pas cet accès.")


def check_can_confirm(*, decision: Decision, by: Membership) -> None:
    """Raises NotAllowed unless `by` is a second person: two of the federation, or one and the manager.

    Neither of them let the other in.
    """
    if by.user_id in (decision.asked_by_id, decision.user_id):
        raise NotAllowed("Une autre personne doit confirmer.")
    federation = Membership.objects.active().filter(role=Role.FEDERATION)
    if by.role != Role.FEDERATION:
        asked_by_federation = federation.filter(user=decision.asked_by_id).exists()
        manages = permitted(by, Permission.INVITE_COLLEAGUES) and by.organisation_id == decision.organisation_id
        if not (manages and asked_by_federation):
            raise NotAllowed("Une personne de la fédération doit confirmer.")
    # Whoever invites a second address of her own holds both. In a federation that has nobody else, where one of the
    # two had to invite the other, she still confirms: nothing could ever be decided otherwise.
    others = federation.exclude(user__in=(decision.asked_by_id, by.user_id))
    if _one_invited_the_other(decision.asked_by_id, by.user_id) and others.exists():
        raise NotAllowed(
            "L’une de vous deux a été invitée par l’autre, directement ou non : "
            "une troisième personne doit demander ou confirmer."
        )


def _one_invited_the_other(one: UUID, other: UUID) -> bool:
    """Directly or through others."""
    invitations = Invitation.objects.all()
    return one in invitations.inviters_of(other) or other in invitations.inviters_of(one)


def check_can_create_client(*, organisation: Organisation, scopes: Sequence[str], by: Membership) -> None:
    """Raises NotAllowed unless `by` may give software of that organisation those scopes.

    A landlord's manager for her own organisation; the federation for an observatory, which reads published figures.
    """
    own = organisation.pk == by.organisation_id and organisation.kind == OrganisationKind.BAILLEUR
    observatory = by.role == Role.FEDERATION and organisation.kind == OrganisationKind.PARTNER
    if not permitted(by, Permission.MANAGE_API_CLIENTS) or not (own or observatory):
        raise NotAllowed("Vous ne créez pas de client pour cette organisation.")
    if not scopes or not set(scopes) <= {scope.value for scope in SCOPES_OF_KIND[organisation.kind]}:
        raise NotAllowed("Choisissez au moins un droit, parmi ceux de cette organisation.")
    if ApiClient.objects.active().filter(organisation=organisation).count() >= MAX_CLIENTS:
        raise NotAllowed(f"Déjà {MAX_CLIENTS} clients : révoquez ceux qui ne servent plus.")


def check_can_manage_client(*, client: ApiClient, by: Membership) -> None:
    """Raises NotAllowed unless the client is of an organisation whose clients `by` manages."""
    managed = ApiClient.objects.managed_by(by).filter(pk=client.pk).exists()
    if not permitted(by, Permission.MANAGE_API_CLIENTS) or not managed:
        raise NotAllowed("Ce client n’est pas de votre organisation.")
