"""What a landlord answers to a card: a dwelling kept for it, not now, or perhaps from a day on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import ApiClient, Organisation, User
from common.models import PublicIdModel
from matching.models.interpellation import InterpellationState
from matching.models.need_card import NeedCard
from offers.models import Offer, OfferState


class AnswerKind(models.TextChoices):
    DWELLING = "logement", "Nous avons un logement"
    NOT_NOW = "pas_maintenant", "Pas pour l’instant"
    MAYBE = "peut_etre", "Peut-être à partir d’une date"


class NotNow(models.TextChoices):
    """Why not: about the landlord's own stock, never about the household."""

    NO_SUCH_DWELLING = "pas_de_typologie", "Aucun logement de cette typologie ne se libère"
    NOT_THERE = "pas_de_secteur", "Rien ne se libère dans ces départements"
    RENT = "loyers", "Nos loyers dépassent cette tranche"
    HELD = "contingent", "Les logements libres sont réservés à d’autres"
    ACCESS = "acces", "Rien de plain-pied"
    OTHER = "autre", "Autre motif"


class Outcome(models.TextChoices):
    CHOSEN = "chosen", "Choisie"
    DECLINED = "declined", "Ne convient pas"
    TAKEN_BACK = "taken_back", "Reprise par le bailleur"
    FREED = "freed", "Logement rendu libre"


class NeedAnswerQuerySet(models.QuerySet["NeedAnswer"]):
    def standing(self) -> "NeedAnswerQuerySet":
        """Dwellings kept for a need that still waits for one, as the association reads it."""
        return self.filter(
            kind=AnswerKind.DWELLING,
            outcome="",
            offer__state=OfferState.RESERVED,
            card__withdrawn=False,
            card__interpellation__state=InterpellationState.OPEN,
        )

    def with_offer(self) -> "NeedAnswerQuerySet":
        return self.select_related("offer__location__commune", "offer__bailleur__organisation")


class NeedAnswer(PublicIdModel):
    """Each answer is a row: the last of a card is what the landlord says now."""

    card = models.ForeignKey(NeedCard, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField("réponse", max_length=16, choices=AnswerKind)
    reason = models.CharField("motif", max_length=20, choices=NotNow, blank=True)
    from_on = models.DateField("à partir du", null=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="logement")
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("suite", max_length=12, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField("suite donnée le", null=True)

    objects: ClassVar[NeedAnswerQuerySet] = NeedAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "réponse de bailleur"
        verbose_name_plural = "réponses de bailleurs"
        constraints = [
            # A dwelling answers one card at a time, a card has one dwelling at a time.
            models.UniqueConstraint(
                fields=["offer"], condition=Q(kind=AnswerKind.DWELLING, outcome=""), name="need_answer_one_of_dwelling"
            ),
            models.UniqueConstraint(
                fields=["card"], condition=Q(kind=AnswerKind.DWELLING, outcome=""), name="need_answer_one_of_card"
            ),
            models.CheckConstraint(
                condition=(Q(kind=AnswerKind.DWELLING) & Q(offer__isnull=False))
                | (Q(kind=AnswerKind.NOT_NOW) & ~Q(reason="") & Q(offer__isnull=True))
                | (Q(kind=AnswerKind.MAYBE) & Q(from_on__isnull=False) & Q(offer__isnull=True)),
                name="need_answer_whole",
            ),
        ]
        indexes = [models.Index(fields=["card", "at"], name="need_answer_of")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
