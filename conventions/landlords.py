"""Which landlords a reader follows."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, OrganisationKind, Role
from conventions.models.convention import Convention, Signatory


def landlords_of(member: Membership) -> QuerySet[Organisation]:
    """Organisations: all for the federation; for a regional union those of its regions, and those that signed a
    convention that it follows; a landlord's manager her own; nobody else any.
    """
    landlords = Organisation.objects.filter(kind=OrganisationKind.BAILLEUR)
    if member.role == Role.FEDERATION:
        return landlords
    if member.role == Role.COORDINATOR:
        signed = Signatory.objects.filter(convention__in=Convention.objects.followed_by(member))
        there = Organisation.objects.filter(regions__in=member.organisation.regions.all())
        return landlords.filter(Q(id__in=signed.values("organisation")) | Q(id__in=there.values("id")))
    if member.role == Role.BAILLEUR_MANAGER:
        return landlords.filter(id=member.organisation_id)
    return landlords.none()
