"""Households: the need in clear columns that SQL narrows with, all else sealed under the household's own key.

No name, birth date, phone or e-mail, ever: the platform has no field for them (design.md 1).
"""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from associations.models.association import Association
from associations.models.readers import Absence, EmergencyOpening
from common.housing import SolutionType, Typology
from common.models import PublicIdModel


class HouseholdStatus(models.TextChoices):
    ACTIVE = "active", "En recherche"
    HOUSED = "housed", "Relogé"
    CLOSED = "closed", "Clos"


# Without a word of its référente, a need is worth asking again after this.
NEED_HOLDS = timedelta(days=45)


class HouseholdQuerySet(models.QuerySet["Household"]):
    def readable_by(self, member: Membership) -> "HouseholdQuerySet":
        """The files this member is named on. For everybody else they do not exist.

        She is the référente, one of the two deputies, replaces the référente for the time of an absence, or opened the
        file in an emergency less than 24 hours ago (design.md 5, "Who opens a file").
        """
        user, now, today = member.user, timezone.now(), timezone.localdate()
        return self.filter(
            Q(referente=user)
            | Exists(HouseholdDeputy.objects.filter(household=OuterRef("pk"), user=user))
            | Exists(Absence.objects.of_referente(OuterRef("referente"), OuterRef("association")).held_by(user, today))
            | Exists(EmergencyOpening.objects.open_at(now).filter(household=OuterRef("pk"), user=user)),
            association_id=member.organisation_id,
        )

    def in_charge_of(self, member: Membership) -> "HouseholdQuerySet":
        """The files whose référente this member is: she alone names deputies and hands over."""
        return self.filter(referente=member.user, association_id=member.organisation_id)

    def overseen_by(self, member: Membership) -> "HouseholdQuerySet":
        """The files of a manager's association, of which she sees code, référente, status and dates only."""
        return self.filter(association_id=member.organisation_id)

    def alike_with(self, household: "Household", *, since: date) -> "HouseholdQuerySet":
        """A household and those of other associations described since a day, for counting alike ones; never shown.

        The others of her own association do not count: whoever describes four made-up households there would read, in
        what the fifth says, whether one like them exists elsewhere.
        """
        elsewhere = Q(created_on__gte=since) & ~Q(association=household.association_id)
        return self.filter(elsewhere | Q(pk=household.pk))

    def active(self) -> "HouseholdQuerySet":
        return self.filter(status=HouseholdStatus.ACTIVE)

    def wanting(self, *, typology: str, departement: str | None) -> "HouseholdQuerySet":
        """Those whose need names this typology and this département. Without a département, none."""
        return self.filter(typologies__contains=[typology], departements__contains=[departement or ""])

    def to_warn(self, today: date) -> "HouseholdQuerySet":
        """Those to be erased in 30 days unless somebody works on them (settings.RETENTION_DAYS)."""
        since = today - timedelta(days=settings.RETENTION_DAYS - settings.RETENTION_WARNING_DAYS)
        return self.filter(last_activity_on__lte=since, erasure_warned_on__isnull=True)

    def to_erase(self, today: date) -> "HouseholdQuerySet":
        """Those whose time is over, announced at least 30 days ago."""
        return self.filter(
            last_activity_on__lte=today - timedelta(days=settings.RETENTION_DAYS),
            erasure_warned_on__lte=today - timedelta(days=settings.RETENTION_WARNING_DAYS),
        )

    def with_old_need(self, today: date) -> "HouseholdQuerySet":
        """Those looking whose need nobody described or confirmed for 45 days (design.md 6)."""
        return self.active().filter(need_confirmed_on__lte=today - NEED_HOLDS)

    def newest_first(self) -> "HouseholdQuerySet":
        return self.order_by("-created_on", "id")


class Household(PublicIdModel):
    """A woman and those who move with her.

    `sealed` holds the code and all that is not narrowed with, `sealed_zones` the zones to stay away from
    (associations.contents); `code_index` is a keyed digest by which a code is found and kept unique within the
    association. `eligible_financings` lists "zone:financing" whose ceiling the income does not exceed, all of them
    while the income is not known: SQL may only drop what Python would drop. `need_ref` names its need among the
    events that reports count (associations.models.NeedEvent), and goes with the household.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="households")
    referente = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="référente")
    status = models.CharField("statut", max_length=10, choices=HouseholdStatus, default=HouseholdStatus.ACTIVE)
    typologies = ArrayField(models.CharField(max_length=5, choices=Typology), verbose_name="typologies")
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements")
    solution_types = ArrayField(
        models.CharField(max_length=20, choices=SolutionType), verbose_name="types de solution", default=list
    )
    rent_ceiling_cents = models.PositiveIntegerField("loyer maximal, charges comprises", null=True)
    step_free = models.BooleanField("de plain-pied", default=False)
    wanted_from = models.DateField("à partir du", null=True)
    eligible_financings = ArrayField(
        models.CharField(max_length=40), verbose_name="financements accessibles", default=list
    )
    people = models.PositiveSmallIntegerField("personnes")
    created_on = models.DateField("créé le")
    need_confirmed_on = models.DateField("besoin confirmé le", default=timezone.localdate)
    last_activity_on = models.DateField("dernière activité le", default=timezone.localdate, db_index=True)
    erasure_warned_on = models.DateField("effacement annoncé le", null=True)
    sealed = models.BinaryField()
    sealed_zones = models.BinaryField(default=b"")
    code_index = models.BinaryField(max_length=32)
    need_ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[HouseholdQuerySet] = HouseholdQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "ménage"
        verbose_name_plural = "ménages"
        constraints = [
            models.UniqueConstraint(fields=["association", "code_index"], name="household_code_unique"),
            models.CheckConstraint(condition=Q(people__gte=1), name="household_people"),
        ]
        indexes = [
            models.Index(fields=["referente", "status"], name="household_referente"),
            # One new dwelling finds the households that want its département and typology.
            GinIndex(
                fields=["departements", "typologies"],
                condition=Q(status=HouseholdStatus.ACTIVE),
                name="household_wanting",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


MOST_DEPUTIES = 2


class HouseholdDeputy(PublicIdModel):
    """One of the two colleagues who open a file beside its référente."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="deputies")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="suppléante")
    named_at = models.DateTimeField("nommée le", auto_now_add=True)

    class Meta:
        verbose_name = "suppléante"
        verbose_name_plural = "suppléantes"
        constraints = [models.UniqueConstraint(fields=["household", "user"], name="household_deputy_once")]

    def __str__(self) -> str:
        return str(self.user)
