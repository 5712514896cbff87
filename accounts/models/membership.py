"""Who works for whom, and as what."""

from typing import ClassVar

from django.db import models
from django.db.models import Expression, Q

from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User
from common.models import PublicIdModel


class Role(models.TextChoices):
    CASEWORKER = "caseworker", "Référente"
    ASSOCIATION_MANAGER = "association_manager", "Responsable d’association"
    BAILLEUR_AGENT = "bailleur_agent", "Agent de bailleur"
    BAILLEUR_MANAGER = "bailleur_manager", "Responsable de bailleur"
    FEDERATION = "federation", "Fédération"
    COORDINATOR = "coordinator", "Chargée de mission de l’union régionale"
    PARTNER = "partner", "Partenaire"


ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    OrganisationKind.ASSOCIATION: (Role.CASEWORKER, Role.ASSOCIATION_MANAGER),
    OrganisationKind.BAILLEUR: (Role.BAILLEUR_AGENT, Role.BAILLEUR_MANAGER),
    OrganisationKind.FEDERATION: (Role.FEDERATION,),
    OrganisationKind.UNION: (Role.COORDINATOR,),
    OrganisationKind.PARTNER: (Role.PARTNER,),
}


# What apps above add to the one query that knows the reader, by the name of the attribute it gives the membership.
CONTEXT: dict[str, Expression] = {}


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_at__isnull=True)

    def managed_by(self, manager: "Membership") -> "MembershipQuerySet":
        """Those whose access this manager may see and close: of her own organisation.

        The federation also has those of organisations that have no manager of their own.
        """
        of_hers = Q(organisation=manager.organisation_id)
        if manager.role == Role.FEDERATION:
            of_hers |= Q(organisation__kind__in=(OrganisationKind.UNION, OrganisationKind.PARTNER))
        return self.active().filter(of_hers)

    def with_context(self) -> "MembershipQuerySet":
        """With all that a page needs to know of its reader, in one query."""
        found = self.select_related("user", "organisation", "organisation__bailleur", "organisation__association")
        return found.annotate(**CONTEXT)


class Membership(PublicIdModel):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=20, choices=Role)
    started_at = models.DateTimeField("depuis", auto_now_add=True)
    ended_at = models.DateTimeField("jusqu’au", null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "appartenance"
        verbose_name_plural = "appartenances"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="membership_one_active")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"
