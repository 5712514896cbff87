"""Households accompanied, and spotted by local teams: counts of people, so never shown under the threshold."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Membership, Organisation, OrganisationKind, User
from common.models import PublicIdModel


class SupportKind(models.TextChoices):
    ACCOMPANIMENT = "accompagnement", "Accompagnements"
    REFERRAL = "orientation", "Orientations reçues des équipes de proximité"


class SupportCountQuerySet(models.QuerySet["SupportCount"]):
    def of_association(self, member: Membership) -> "SupportCountQuerySet":
        """What an association typed itself; nothing for anybody else: counts of households are no one else's."""
        if member.organisation.kind != OrganisationKind.ASSOCIATION:
            return self.none()
        return self.filter(association=member.organisation_id)


class SupportCount(PublicIdModel):
    """A count of an association for a period, both days included: the 500 accompagnements over three years add up."""

    kind = models.CharField("nature", max_length=15, choices=SupportKind)
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="support_counts", verbose_name="association"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    quantity = models.PositiveIntegerField("nombre")
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")
    typed_at = models.DateTimeField("saisi le", auto_now_add=True)

    objects: ClassVar[SupportCountQuerySet] = SupportCountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "compte d’accompagnements"
        verbose_name_plural = "comptes d’accompagnements"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="support_count_period"),
            models.UniqueConstraint(fields=["kind", "association", "starts_on", "ends_on"], name="support_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.association}"
