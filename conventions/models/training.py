"""Staff of landlords: how many meet the public, how many an association trained. Organisations, no household."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Organisation, OrganisationKind, User
from common.models import PublicIdModel
from conventions.landlords import landlords_of

MOST_ATTENDEES = 2_000  # of one session
MOST_STAFF = 50_000  # of one landlord


class Public(models.TextChoices):
    """Who was trained."""

    PROXIMITY = "proximite", "Équipes de proximité"
    CESF = "cesf", "Conseillères sociales (CESF)"
    RECEPTION = "accueil", "Accueil et chargés de clientèle"
    CALEOL = "caleol", "Membres de CALEOL"
    GUARDIANS = "gardiens", "Gardiens d’immeuble"


class TrainingQuerySet(models.QuerySet["Training"]):
    def read_by(self, member: Membership) -> "TrainingQuerySet":
        """Those of the landlords that one follows; for an association, those that it gave."""
        if member.organisation.kind == OrganisationKind.ASSOCIATION:
            return self.filter(association=member.organisation_id)
        return self.filter(bailleur__in=landlords_of(member).values("id"))

    def between(self, first: date, last: date) -> "TrainingQuerySet":
        """Both days included."""
        return self.filter(held_on__range=(first, last))


class Training(PublicIdModel):
    """One session: who trained whom, when, how many came."""

    held_on = models.DateField("date")
    association = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="trainings_given", verbose_name="association formatrice"
    )
    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="trainings", verbose_name="bailleur"
    )
    public = models.CharField("public", max_length=10, choices=Public)
    attendees = models.PositiveSmallIntegerField("personnes présentes")
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")
    typed_at = models.DateTimeField("saisi le", auto_now_add=True)

    objects: ClassVar[TrainingQuerySet] = TrainingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "formation"
        verbose_name_plural = "formations"
        constraints = [
            models.CheckConstraint(condition=Q(attendees__gte=1), name="training_attendees"),
            models.UniqueConstraint(fields=["held_on", "association", "bailleur", "public"], name="training_once"),
        ]
        indexes = [models.Index(fields=["bailleur", "held_on"], name="training_bailleur")]

    def __str__(self) -> str:
        return f"{self.bailleur}, {self.held_on:%d/%m/%Y}"


class StaffCount(PublicIdModel):
    """How many of a landlord's staff meet the public, as of a day: the latest one counts."""

    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="staff_counts", verbose_name="bailleur"
    )
    counted_on = models.DateField("au")
    staff = models.PositiveIntegerField("personnes en contact avec le public")
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")
    typed_at = models.DateTimeField("saisi le", auto_now_add=True)

    class Meta:
        verbose_name = "effectif en contact avec le public"
        verbose_name_plural = "effectifs en contact avec le public"
        constraints = [
            models.UniqueConstraint(fields=["bailleur", "counted_on"], name="staff_count_once"),
            models.CheckConstraint(condition=Q(staff__gte=1), name="staff_count_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.bailleur} : {self.staff}"
