"""Decisions that take two people and 24 hours: a second factor reset, a new organisation (design.md 5)."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models.membership import Membership, Role
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User
from common.models import PublicIdModel


class DecisionKind(models.TextChoices):
    RESET = "reset", "Remise à zéro du second facteur"
    ORGANISATION = "organisation", "Nouvelle organisation"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def pending(self) -> "DecisionQuerySet":
        """Neither carried out nor called off."""
        return self.filter(done_at__isnull=True, called_off_at__isnull=True)

    def due(self, now: datetime) -> "DecisionQuerySet":
        return self.pending().filter(takes_effect_at__lte=now)

    def proposing(self, *, kind: str, name: str) -> "DecisionQuerySet":
        """Those that would make this organisation."""
        return self.filter(kind=DecisionKind.ORGANISATION, new_kind=kind, new_name__iexact=name)

    def seen_by(self, member: Membership) -> "DecisionQuerySet":
        """Those she may act on: the federation all of them, a manager her organisation's, anybody hers."""
        if member.role == Role.FEDERATION:
            return self
        hers = Q(user=member.user)
        if member.role in (Role.ASSOCIATION_MANAGER, Role.BAILLEUR_MANAGER):
            hers |= Q(user__isnull=False, organisation=member.organisation)
        return self.filter(hers)


class Decision(PublicIdModel):
    """Asked by one, confirmed by another, in effect 24 hours later unless somebody calls it off meanwhile.

    A reset has its `user` and her `organisation`; a new organisation its kind, name and regions (codes).
    """

    kind = models.CharField("nature", max_length=12, choices=DecisionKind)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    new_kind = models.CharField("nature", max_length=12, choices=OrganisationKind, blank=True)
    new_name = models.CharField("nom", max_length=120, blank=True)
    new_regions = ArrayField(models.CharField(max_length=3), verbose_name="régions", default=list)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par")
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("confirmée le", null=True)
    takes_effect_at = models.DateTimeField("prend effet le", null=True)
    called_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField("abandonnée le", null=True)
    done_at = models.DateTimeField("exécutée le", null=True)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "décision à deux"
        verbose_name_plural = "décisions à deux"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")), name="decision_by_two"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind=DecisionKind.RESET, done_at__isnull=True, called_off_at__isnull=True),
                name="decision_one_reset",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.asked_at:%d/%m/%Y}"
