"""A need put to chosen landlords, without a name: « demande adressée aux bailleurs »."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Organisation, User
from associations.models import Association, Household
from common.models import PublicIdModel, append_only_but
from matching.models.candidature import new_reference
from matching.models.transition import Side

# How long a need stays before landlords, and how much one more « renouveler » gives.
LASTS = timedelta(days=30)


class InterpellationState(models.TextChoices):
    OPEN = "open", "En cours"
    ANSWERED = "answered", "Réponse choisie"
    WITHDRAWN = "withdrawn", "Retirée"
    EXPIRED = "expired", "Arrivée à son terme"


class Widening(models.TextChoices):
    """What the federation asks the référente for, who alone chooses the recipients."""

    LANDLORDS = "bailleurs", "D’autres bailleurs"
    PLACES = "departements", "D’autres départements ou régions"


class InterpellationQuerySet(models.QuerySet["Interpellation"]):
    def followed_by(self, member: Membership) -> "InterpellationQuerySet":
        """Those of the households this member is named on."""
        return self.filter(household__in=Household.objects.readable_by(member))

    def open(self) -> "InterpellationQuerySet":
        return self.filter(state=InterpellationState.OPEN)

    def past_their_end(self, today: date) -> "InterpellationQuerySet":
        return self.open().filter(until__lt=today)


class Interpellation(PublicIdModel):
    """`reference` is that of the federation's page: no landlord ever reads it. `until` is its last day.

    `to_call`: a landlord chosen the last time got no card, for the household is too rare: the federation calls.
    """

    # NULL once the household was purged: what was asked is still counted.
    household = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="interpellations")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField("référence", max_length=7, unique=True, default=new_reference)
    state = models.CharField("état", max_length=10, choices=InterpellationState, default=InterpellationState.OPEN)
    opened_at = models.DateTimeField("adressée le")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="adressée par")
    until = models.DateField("jusqu’au")
    ended_at = models.DateTimeField("terminée le", null=True)
    to_call = models.BooleanField("à traiter par téléphone", default=False)
    widening = models.CharField("élargissement demandé", max_length=12, choices=Widening, blank=True)
    widening_asked_on = models.DateField("demandé le", null=True)

    objects: ClassVar[InterpellationQuerySet] = InterpellationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "demande adressée aux bailleurs"
        verbose_name_plural = "demandes adressées aux bailleurs"
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(state=InterpellationState.OPEN), name="interpellation_one_open"
            )
        ]
        indexes = [models.Index(fields=["state", "until"], name="interpellation_open")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state == InterpellationState.OPEN


class InterpellationTransition(models.Model):
    """What happened to it, one typed row a move. A purge sets the reference to the household to NULL."""

    interpellation = models.ForeignKey(Interpellation, on_delete=models.PROTECT, related_name="transitions")
    at = models.DateTimeField("le")
    from_state = models.CharField("de", max_length=10, choices=InterpellationState, blank=True)
    to_state = models.CharField("à", max_length=10, choices=InterpellationState)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    side = models.CharField("côté", max_length=12, choices=Side)
    household_ref = models.UUIDField("ménage", null=True, db_index=True)

    class Meta:
        verbose_name = "mouvement de demande adressée"
        verbose_name_plural = "mouvements de demandes adressées"
        triggers = [append_only_but("interpellation_transition_append_only", "household_ref")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
