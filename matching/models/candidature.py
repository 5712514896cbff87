"""A dwelling requested for a household."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Membership, User
from associations.files import FileGone
from associations.models import Household
from common.models import PublicIdModel
from offers.models import Offer


class CandidatureState(models.TextChoices):
    REQUESTED = "requested", "Demandée"
    TRANSMITTED = "transmitted", "Transmise au bailleur"
    HOUSED = "housed", "Relogée"
    CANCELLED = "cancelled", "Annulée"


ACTIVE_STATES = (CandidatureState.REQUESTED, CandidatureState.TRANSMITTED)
# What a landlord may know of: nothing before the transmission (design.md 5).
TRANSMITTED_STATES = (CandidatureState.TRANSMITTED, CandidatureState.HOUSED)

REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0/O, no 1/I: it is read aloud on the phone


def new_reference() -> str:
    """A reference of its own for each request: two requests of one household share nothing."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))


class CandidatureQuerySet(models.QuerySet["Candidature"]):
    def followed_by(self, member: Membership) -> "CandidatureQuerySet":
        """The requests of the households this member is named on."""
        return self.filter(household__in=Household.objects.readable_by(member))

    def addressed_to(self, member: Membership) -> "CandidatureQuerySet":
        """The requests transmitted to this landlord. Those not transmitted do not exist for it."""
        return self.filter(offer__bailleur_id=member.organisation_id, state__in=TRANSMITTED_STATES)

    def told_to(self, member: Membership) -> "CandidatureQuerySet":
        """Those transmitted to this landlord, and those taken back since: it is told that they ended, no more."""
        ended = Q(state=CandidatureState.CANCELLED, transmitted_at__isnull=False)
        return self.filter(ended | Q(state__in=TRANSMITTED_STATES), offer__bailleur_id=member.organisation_id)

    def waiting(self) -> "CandidatureQuerySet":
        return self.filter(state=CandidatureState.REQUESTED)

    def active(self) -> "CandidatureQuerySet":
        return self.filter(state__in=ACTIVE_STATES)

    def with_offer(self) -> "CandidatureQuerySet":
        return self.select_related("offer__location__commune", "offer__bailleur__organisation")


class Candidature(PublicIdModel):
    """A request. `requested_at` and `transmitted_at` are copies of its transitions' dates, for sorting."""

    # NULL once the household was purged: its dates and states are still counted.
    household = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="candidatures")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="candidatures")
    state = models.CharField("état", max_length=12, choices=CandidatureState, default=CandidatureState.REQUESTED)
    reference = models.CharField("référence", max_length=7, unique=True, default=new_reference)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par")
    requested_at = models.DateTimeField("demandée le")
    transmitted_at = models.DateTimeField("transmise le", null=True)
    note = models.CharField("mot pour la fédération", max_length=140, blank=True)

    objects: ClassVar[CandidatureQuerySet] = CandidatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "candidature"
        verbose_name_plural = "candidatures"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "offer"], condition=Q(state__in=ACTIVE_STATES), name="candidature_one_active"
            )
        ]
        indexes = [models.Index(fields=["offer", "state"], name="candidature_offer_state")]

    def __str__(self) -> str:
        return self.reference

    def household_or_gone(self) -> Household:
        """The household. Raises FileGone once it was purged."""
        if self.household is None:
            raise FileGone
        return self.household
