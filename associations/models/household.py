"""Households: the need in clear columns that SQL narrows with, all else sealed under the household's own key.

No name, birth date, phone or e-mail, ever: the platform has no field for them (design.md 1).
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Membership, User
from associations.models.association import Association
from common.housing import Typology
from common.models import PublicIdModel


class HouseholdStatus(models.TextChoices):
    ACTIVE = "active", "En recherche"
    HOUSED = "housed", "Relogé"
    CLOSED = "closed", "Clos"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def readable_by(self, member: Membership) -> "HouseholdQuerySet":
        """The files this member is named on. For everybody else they do not exist."""
        return self.filter(referente=member.user, association_id=member.organisation_id)

    def overseen_by(self, member: Membership) -> "HouseholdQuerySet":
        """The files of a manager's association, of which she sees code, référente, status and dates only."""
        return self.filter(association_id=member.organisation_id)

    def active(self) -> "HouseholdQuerySet":
        return self.filter(status=HouseholdStatus.ACTIVE)

    def wanting(self, *, typology: str, departement: str | None) -> "HouseholdQuerySet":
        """Those whose need names this typology and this département. Without a département, none."""
        return self.filter(typologies__contains=[typology], departements__contains=[departement or ""])

    def newest_first(self) -> "HouseholdQuerySet":
        return self.order_by("-created_on", "id")


class Household(PublicIdModel):
    """A woman and those who move with her.

    `sealed` holds the code, the composition and the situation (associations.files); `code_index` is a keyed digest by
    which a code is found and kept unique within the association.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="households")
    referente = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="référente")
    status = models.CharField("statut", max_length=10, choices=HouseholdStatus, default=HouseholdStatus.ACTIVE)
    typologies = ArrayField(models.CharField(max_length=5, choices=Typology), verbose_name="typologies")
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements")
    people = models.PositiveSmallIntegerField("personnes")
    created_on = models.DateField("créé le")
    sealed = models.BinaryField()
    code_index = models.BinaryField(max_length=32)

    objects: ClassVar[HouseholdQuerySet] = HouseholdQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "ménage"
        verbose_name_plural = "ménages"
        constraints = [
            models.UniqueConstraint(fields=["association", "code_index"], name="household_code_unique"),
            models.CheckConstraint(condition=Q(people__gte=1), name="household_people"),
        ]
        indexes = [models.Index(fields=["referente", "status"], name="household_referente")]

    def __str__(self) -> str:
        return str(self.id)
