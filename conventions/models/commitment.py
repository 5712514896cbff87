"""What was promised, by whom, for how long, and which of the published figures is retained."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, UUIDField, Value
from django.db.models.functions import Coalesce

from accounts.models import Membership, Organisation, User
from common.models import PublicIdModel
from conventions.models.convention import Convention

COLLECTIVE = "00000000-0000-0000-0000-000000000000"  # stands for "no landlord of its own" in the constraint


class Channel(models.TextChoices):
    PLATFORM = "platform", "Logements mis sur la plateforme"
    INTERPELLATION = "interpellation", "Relogements sur demande"


class Unit(models.TextChoices):
    DWELLINGS = "logements", "logements"
    REHOUSINGS = "relogements", "relogements"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def retained_ones(self) -> "CommitmentQuerySet":
        return self.filter(retained=True)

    def of_landlord(self, organisation_id: UUID) -> "CommitmentQuerySet":
        """Its own ones; the collective ones are no landlord's."""
        return self.filter(bailleur=organisation_id)

    def rivals_of(self, commitment: "Commitment") -> "CommitmentQuerySet":
        """Other figures for the same thing: same convention, landlord (or none) and channel, a day in common."""
        same = self.filter(
            convention=commitment.convention_id, bailleur=commitment.bailleur_id, channel=commitment.channel
        )
        overlapping = same.filter(starts_on__lte=commitment.ends_on, ends_on__gte=commitment.starts_on)
        return overlapping.exclude(id=commitment.id)

    def followed_by(self, member: Membership) -> "CommitmentQuerySet":
        return self.filter(convention__in=Convention.objects.followed_by(member))

    def in_reading_order(self) -> "CommitmentQuerySet":
        """Landlord by landlord, channel by channel, the earliest period first, with who decided."""
        found = self.select_related("bailleur", "decided_by")
        return found.order_by("bailleur__name", "bailleur_id", "channel", "starts_on", "ends_on", "quantity", "id")


class Commitment(PublicIdModel):
    """A yearly quantity promised for a period, both days included. Published figures conflict: each is kept with its
    source, one is retained.

    A landlord's own commitment is a part of the collective one: the two are never added together.
    """

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="commitments")
    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, help_text="Vide : engagement collectif."
    )
    channel = models.CharField("voie", max_length=15, choices=Channel)
    unit = models.CharField("unité", max_length=11, choices=Unit)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    quantity = models.PositiveIntegerField("quantité par an")
    source = models.CharField("source", max_length=250)
    retained = models.BooleanField("retenu", default=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )
    decided_on = models.DateField("décidé le", null=True, blank=True)
    why = models.CharField("pourquoi ce chiffre", max_length=250, blank=True)

    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="commitment_period"),
            models.CheckConstraint(condition=Q(retained=False) | ~Q(why=""), name="commitment_retained_why"),
            models.UniqueConstraint(
                fields=["convention", "bailleur", "channel", "starts_on", "quantity", "source"],
                nulls_distinct=False,
                name="commitment_once",
            ),
            # No two retained for the same thing on any day.
            ExclusionConstraint(
                name="commitment_one_retained",
                expressions=[
                    (F("convention"), RangeOperators.EQUAL),
                    (
                        Coalesce(F("bailleur"), Value(COLLECTIVE, output_field=UUIDField())),
                        RangeOperators.EQUAL,
                    ),
                    (F("channel"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(retained=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} : {self.quantity} par an"
