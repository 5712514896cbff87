"""The card of a need as one landlord reads it: nothing on it is on the card that another one reads."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.authors import Author
from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from common.models import PublicIdModel
from matching.ladder import DROPPED, LandlordCard
from matching.models.candidature import new_reference
from matching.models.interpellation import Interpellation, InterpellationState


class NeedCardQuerySet(models.QuerySet["NeedCard"]):
    def addressed_to(self, reader: Author) -> "NeedCardQuerySet":
        """The cards before a landlord's staff, or its software. One that the night has taken away does not exist."""
        return self.filter(bailleur=reader.organisation_id, ended_on__isnull=True)

    def followed_by(self, member: Membership) -> "NeedCardQuerySet":
        return self.filter(interpellation__household__in=Household.objects.readable_by(member))

    def over(self) -> "NeedCardQuerySet":
        """Still shown, though its need is over or its landlord may read it no more: the next release takes it away."""
        ended = Interpellation.objects.filter(id=OuterRef("interpellation")).exclude(state=InterpellationState.OPEN)
        return self.filter(ended_on__isnull=True).filter(models.Q(withdrawn=True) | Exists(ended))


class NeedCard(PublicIdModel):
    """The whitelist of design.md 5, frozen at the sending. `sent_at` is shown in whole weeks only: an hour, or a day,
    would tell two landlords that theirs is the same household.

    `withdrawn`: to be taken away at the release, whatever becomes of the need.
    """

    interpellation = models.ForeignKey(Interpellation, on_delete=models.CASCADE, related_name="cards")
    bailleur = models.ForeignKey(Bailleur, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField("référence", max_length=7, unique=True, default=new_reference)
    sent_at = models.DateTimeField("adressée le")
    rung = models.PositiveSmallIntegerField("généralisation", default=0)
    size = models.CharField("taille du ménage", max_length=24)
    typology = models.CharField("plus petite typologie", max_length=24)
    solutions = ArrayField(models.CharField(max_length=40), verbose_name="solutions")
    places = ArrayField(models.CharField(max_length=60), verbose_name="où")
    rent = models.CharField("loyer", max_length=24, blank=True)
    step_free = models.BooleanField("de plain-pied", null=True)
    withdrawn = models.BooleanField("retirée", default=False)
    ended_on = models.DateField("terminée le", null=True)

    objects: ClassVar[NeedCardQuerySet] = NeedCardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "fiche adressée"
        verbose_name_plural = "fiches adressées"
        constraints = [models.UniqueConstraint(fields=["interpellation", "bailleur"], name="need_card_once")]
        indexes = [
            models.Index(fields=["bailleur"], condition=models.Q(ended_on__isnull=True), name="need_card_before")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def content(self) -> LandlordCard:
        """What it says."""
        return LandlordCard(
            size=self.size,
            typology=self.typology,
            solutions=tuple(self.solutions),
            places=tuple(self.places),
            rent=self.rent,
            step_free=self.step_free,
        )

    @property
    def dropped(self) -> tuple[str, ...]:
        """What it no longer says for being rare, in words, for the référente."""
        return tuple(words for rung, words in DROPPED.items() if rung <= self.rung)
