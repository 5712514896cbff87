"""Invitations: the only way in. Valid 72 hours, used once; the database knows a digest of the secret alone."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.membership import Membership, Role
from accounts.models.organisation import Organisation
from accounts.models.user import User
from common.models import PublicIdModel


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, now: datetime) -> "InvitationQuerySet":
        """Neither used, nor cancelled, nor older than 72 hours."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)

    def of(self, organisation: Organisation) -> "InvitationQuerySet":
        """Those into an organisation, and those that its members sent elsewhere."""
        senders = Membership.objects.active().filter(organisation=organisation).values("user")
        return self.filter(Q(organisation=organisation) | Q(invited_by__in=senders))

    def inviters_of(self, user_id: UUID) -> set[UUID]:
        """Who let this person in, who let those in, and so on: an address never changes, nor does an invitation go."""
        accepted = self.filter(accepted_at__isnull=False).annotate(address=Lower("email"))
        found: set[UUID] = set()
        invited = {user_id}
        while invited:
            addresses = User.objects.filter(id__in=invited).values(address=Lower("email"))
            inviters = set(accepted.filter(address__in=addresses).values_list("invited_by", flat=True))
            invited = inviters - found
            found |= inviters
        return found


class Invitation(PublicIdModel):
    email = models.EmailField("adresse électronique professionnelle")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, verbose_name="organisation")
    role = models.CharField("rôle", max_length=20, choices=Role)
    secret_digest = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="invitée par")
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
