"""A dwelling requested for a household."""

import secrets
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.authors import Author
from accounts.models import Membership, User
from associations.files import FileGone
from associations.models import Household
from common.models import PublicIdModel
from offers.models import Offer


class CandidatureState(models.TextChoices):
    """Where a request is. What moves it, and who holds it, is in matching.workflow."""

    PREPARED = "prepared", "Préparée"
    REQUESTED = "requested", "Demandée"
    SHORTLISTED = "shortlisted", "Classée"
    NOT_SHORTLISTED = "not_shortlisted", "Non retenue"
    HELD = "held", "Dossier à compléter"
    TRANSMITTED = "transmitted", "Transmise au bailleur"
    FILE_INCOMPLETE = "file_incomplete", "Pièces demandées"
    FILE_COMPLETE = "file_complete", "Dossier complet"
    DECIDED = "decided", "Passée en CALEOL"
    OFFER_NOTIFIED = "offer_notified", "Offre notifiée"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    LAPSED = "lapsed", "Échue"
    SUSPENDED = "suspended", "Suspendue"
    LEASED = "leased", "Bail signé"
    HOUSED = "housed", "Relogée"
    CANCELLED = "cancelled", "Annulée"


class Decision(models.TextChoices):
    """The five decisions of an allocation committee (CCH R441-3)."""

    ALLOCATED = "attribution", "Attribution"
    ALLOCATED_RANKED = "attribution_rang", "Attribution, rang suivant"
    ALLOCATED_IF = "attribution_condition", "Attribution sous condition suspensive"
    NOT_ALLOCATED = "non_attribution", "Non-attribution"
    INADMISSIBLE = "irrecevabilite", "Irrecevabilité"


class NotificationMeans(models.TextChoices):
    LETTER = "courrier", "Courrier"
    REGISTERED = "recommande", "Lettre recommandée"
    HANDED_OVER = "remise", "Remise en main propre"
    E_MAIL = "courriel", "Courriel à l’association"


class Consequence(models.TextChoices):
    """What happened elsewhere and others learn at the nightly release: her association alone reads it before."""

    SUSPEND = "suspend", "Suspendue"
    RESTORE = "restore", "Reprise"
    CLOSE = "close", "Arrêtée"


REFUSING = (Decision.NOT_ALLOCATED, Decision.INADMISSIBLE)
ENDED_STATES = (
    CandidatureState.NOT_SHORTLISTED,
    CandidatureState.REFUSED,
    CandidatureState.LAPSED,
    CandidatureState.HOUSED,
    CandidatureState.CANCELLED,
)
ACTIVE_STATES = tuple(state for state in CandidatureState if state not in ENDED_STATES)
# What the federation has before it, and may transmit.
WAITING_STATES = (CandidatureState.REQUESTED, CandidatureState.SHORTLISTED)
# Its household has this dwelling, or has said yes to it: one for each household, one for each dwelling.
TAKEN_STATES = (CandidatureState.ACCEPTED, CandidatureState.LEASED)
WITH_A_TENANT = (*TAKEN_STATES, CandidatureState.HOUSED)
# What a landlord has before it: nothing before the transmission (design.md 5).
TRANSMITTED_STATES = (
    CandidatureState.TRANSMITTED,
    CandidatureState.FILE_INCOMPLETE,
    CandidatureState.FILE_COMPLETE,
    CandidatureState.DECIDED,
    CandidatureState.OFFER_NOTIFIED,
    *TAKEN_STATES,
    CandidatureState.HOUSED,
)
# Running, whatever the committee said: a refusal by the committee is the end of a request.
ACTIVE = Q(state__in=ACTIVE_STATES) & ~Q(decision__in=REFUSING)

REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0/O, no 1/I: it is read aloud on the phone


def new_reference() -> str:
    """A reference of its own for each request: two requests of one household share nothing."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))


class CandidatureQuerySet(models.QuerySet["Candidature"]):
    def followed_by(self, member: Membership) -> "CandidatureQuerySet":
        """The requests of the households this member is named on."""
        return self.filter(household__in=Household.objects.readable_by(member))

    def addressed_to(self, member: Membership) -> "CandidatureQuerySet":
        """The requests transmitted to this landlord. Those not transmitted, or kept until the release, are not."""
        return self.filter(offer__bailleur_id=member.organisation_id).reaching_the_landlord()

    def reaching_the_landlord(self) -> "CandidatureQuerySet":
        return self.filter(state__in=TRANSMITTED_STATES, kept=False)

    def told_to(self, reader: Author) -> "CandidatureQuerySet":
        """Those transmitted to this landlord, and those that ended or rest since: it is told so, no more."""
        reached = Q(state__in=TRANSMITTED_STATES) | Q(transmitted_at__isnull=False)
        return self.filter(reached, offer__bailleur_id=reader.organisation_id, kept=False)

    def known_to_federation(self) -> "CandidatureQuerySet":
        """What an association prepares is its own until it asks."""
        return self.exclude(state=CandidatureState.PREPARED).filter(requested_at__isnull=False)

    def waiting(self) -> "CandidatureQuerySet":
        return self.filter(state__in=WAITING_STATES)

    def active(self) -> "CandidatureQuerySet":
        return self.filter(ACTIVE)

    def taken(self) -> "CandidatureQuerySet":
        return self.filter(state__in=TAKEN_STATES)

    def with_offer(self) -> "CandidatureQuerySet":
        return self.select_related("offer__location__commune", "offer__bailleur__organisation")


class Candidature(PublicIdModel):
    """A request. `requested_at` and `transmitted_at` are copies of its transitions' dates, for sorting.

    `consequence` is what happened elsewhere since the last release: only pages of its association read it, `state`
    is what everybody else is shown. `kept`: transmitted while such a consequence was pending, it reaches no landlord
    before the release has answered.
    """

    # NULL once the household was purged: its dates and states are still counted.
    household = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="candidatures")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="candidatures")
    state = models.CharField("état", max_length=16, choices=CandidatureState, default=CandidatureState.REQUESTED)
    consequence = models.CharField("à annoncer", max_length=8, choices=Consequence, blank=True)
    resumes_in = models.CharField("reprend à", max_length=16, choices=CandidatureState, blank=True)
    kept = models.BooleanField("retenue jusqu’à la nuit", default=False)
    reference = models.CharField("référence", max_length=7, unique=True, default=new_reference)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par")
    requested_at = models.DateTimeField("demandée le", null=True)
    due_at = models.DateTimeField("à faire avant", null=True)
    note = models.CharField("mot pour la fédération", max_length=140, blank=True)
    # As stated for this request: what the order shows, never read from the sealed file.
    danger = models.PositiveSmallIntegerField("danger", default=0)
    wish = models.PositiveSmallIntegerField("souhait", default=0)
    rank = models.PositiveSmallIntegerField("rang", null=True)
    # The last reminder before the closing at which its file was looked at, in hours: 48, then 4.
    looked_at_hours = models.PositiveSmallIntegerField("examinée à (h)", null=True)
    # When it was looked at after the closing of its dwelling: ready, or held.
    ready_at = models.DateTimeField("examinée le", null=True)
    transmitted_at = models.DateTimeField("transmise le", null=True)
    automatic = models.BooleanField("ordre automatique non revu", default=False)
    missing_papers = ArrayField(models.CharField(max_length=24), verbose_name="pièces manquantes", default=list)

    decision = models.CharField("décision", max_length=24, choices=Decision, blank=True)
    decided_on = models.DateField("CALEOL du", null=True)
    decision_rank = models.PositiveSmallIntegerField("rang d’attribution", null=True)
    decision_reason = models.CharField("motif", max_length=28, blank=True)
    condition_paper = models.CharField("pièce attendue", max_length=24, blank=True)
    condition_until = models.DateField("pièce attendue avant le", null=True)
    notified_on = models.DateField("notifiée le", null=True)
    notified_by = models.CharField("moyen", max_length=12, choices=NotificationMeans, blank=True)
    # When silence is a refusal: the law's clock, which nothing stops.
    answer_due_at = models.DateTimeField("réponse avant", null=True)
    accepted_at = models.DateTimeField("acceptée le", null=True)
    lease_signed_on = models.DateField("bail signé le", null=True)
    entered_on = models.DateField("entrée le", null=True)
    leaves_on = models.DateField("départ prévu le", null=True)
    # Its association said how the dwelling suited; the grade itself is counted apart (matching.models.Tally).
    evaluated = models.BooleanField("adaptation dite", default=False)

    objects: ClassVar[CandidatureQuerySet] = CandidatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "candidature"
        verbose_name_plural = "candidatures"
        constraints = [
            models.UniqueConstraint(fields=["household", "offer"], condition=ACTIVE, name="candidature_one_active"),
            models.UniqueConstraint(
                fields=["household"], condition=Q(state__in=TAKEN_STATES), name="candidature_one_taken"
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(state__in=WITH_A_TENANT),
                name="candidature_one_lease",
            ),
            models.UniqueConstraint(
                fields=["offer", "rank"],
                condition=Q(state=CandidatureState.SHORTLISTED, rank__isnull=False),
                name="candidature_one_rank",
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "state"], name="candidature_offer_state"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="candidature_due"),
            models.Index(fields=["offer"], condition=Q(state__in=WAITING_STATES), name="candidature_waiting"),
        ]

    def __str__(self) -> str:
        return self.reference

    def household_or_gone(self) -> Household:
        """The household. Raises FileGone once it was purged."""
        if self.household is None:
            raise FileGone
        return self.household

    @property
    def is_active(self) -> bool:
        """Whether something may still come of it (the same as ACTIVE)."""
        return self.state in ACTIVE_STATES and self.decision not in REFUSING

    @property
    def own_state(self) -> str:
        """Where it is for its association, which learns at once what others learn at the release."""
        if self.consequence == Consequence.SUSPEND:
            return CandidatureState.SUSPENDED
        if self.consequence == Consequence.CLOSE:
            return CandidatureState.CANCELLED
        return self.resumes_in if self.consequence == Consequence.RESTORE else self.state

    @property
    def own_state_label(self) -> str:
        return str(CandidatureState(self.own_state).label)
