"""What alerts keep: what is due to be looked at, and which pairs were told already, unreadable without the keyring."""

from typing import ClassVar

from django.db import models

from associations.models import Household
from common.models import PublicIdModel
from offers.models import Offer


class DueAssessmentQuerySet(models.QuerySet["DueAssessment"]):
    def of_the_same(self, due: "DueAssessment") -> "DueAssessmentQuerySet":
        """All that is due about the dwelling, or the household, of one of them."""
        if due.offer_id:
            return self.filter(offer=due.offer_id)
        return self.filter(household=due.household_id)


class DueAssessment(PublicIdModel):
    """A dwelling shown, or a household changed, whose pairs are to be looked at.

    One row each time: one that is being worked off was read before what has just changed.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField("demandé le", auto_now_add=True)

    objects: ClassVar[DueAssessmentQuerySet] = DueAssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "appariement à faire"
        verbose_name_plural = "appariements à faire"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offer__isnull=True) ^ models.Q(household__isnull=True), name="due_assessment_of_one"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class ToldPairQuerySet(models.QuerySet["ToldPair"]):
    def of_dwelling(self, index: str) -> "ToldPairQuerySet":
        return self.filter(dwelling=index)

    def of_household(self, index: str) -> "ToldPairQuerySet":
        return self.filter(household=index)


class ToldPair(models.Model):
    """A pair that a référente was told of, for as long as it suits. Keyed digests alone: which pairs are absent would
    tell where zones are.

    A dwelling is known by its landlord and reference, so that one withdrawn and published again is not told twice.
    """

    pair = models.CharField("couple", max_length=64, unique=True)
    household = models.CharField("ménage", max_length=64, db_index=True)
    dwelling = models.CharField("logement", max_length=64, db_index=True)
    until = models.DateField("gardé jusqu’au")

    objects: ClassVar[ToldPairQuerySet] = ToldPairQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "couple annoncé"
        verbose_name_plural = "couples annoncés"

    def __str__(self) -> str:
        return str(self.pk)
