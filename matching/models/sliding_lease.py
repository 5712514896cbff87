"""A bail glissant: the association is the tenant until the lease becomes hers (domain.md 3.7)."""

from datetime import date
from typing import ClassVar

from django.db import models

from accounts.models import Membership, Organisation, User
from common.models import PublicIdModel, append_only
from matching.models.candidature import Candidature


class SlidingEnd(models.TextChoices):
    HERS = "a_son_nom", "Le bail est à son nom"
    LEFT = "depart", "Elle a quitté le logement"
    STOPPED = "arret", "Le bail glissant s’arrête"


class Outcome(models.TextChoices):
    """What a review decides."""

    CONTINUES = "continue", "L’accompagnement continue six mois"
    BECOMES_HERS = "a_son_nom", "Le bail passe à son nom"
    STOPS = "arret", "Le bail glissant s’arrête"


class SlidingLeaseQuerySet(models.QuerySet["SlidingLease"]):
    def followed_by(self, member: Membership) -> "SlidingLeaseQuerySet":
        return self.filter(candidature__in=Candidature.objects.followed_by(member))

    def running(self) -> "SlidingLeaseQuerySet":
        return self.filter(ended_on__isnull=True)


class SlidingLease(PublicIdModel):
    """From the keys on. The three papers: lease with the association, sub-lease with her, tripartite agreement."""

    candidature = models.OneToOneField(Candidature, on_delete=models.PROTECT, related_name="sliding_lease")
    started_on = models.DateField("commencé le")
    lease_on = models.DateField("bail signé le", null=True)
    sublease_on = models.DateField("sous-location signée le", null=True)
    tripartite_on = models.DateField("convention tripartite signée le", null=True)
    ended_on = models.DateField("terminé le", null=True)
    end = models.CharField("fin", max_length=10, choices=SlidingEnd, blank=True)

    objects: ClassVar[SlidingLeaseQuerySet] = SlidingLeaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bail glissant"
        verbose_name_plural = "baux glissants"

    def __str__(self) -> str:
        return str(self.id)


class SlidingReviewQuerySet(models.QuerySet["SlidingReview"]):
    def waiting(self) -> "SlidingReviewQuerySet":
        return self.filter(held_on__isnull=True, lease__ended_on__isnull=True)

    def due_before(self, day: date) -> "SlidingReviewQuerySet":
        return self.waiting().filter(due_on__lte=day)


class SlidingReview(PublicIdModel):
    """One every six months, the last at the end of the mission (24 months at most)."""

    lease = models.ForeignKey(SlidingLease, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField("à faire avant le")
    held_on = models.DateField("faite le", null=True)
    outcome = models.CharField("issue", max_length=10, choices=Outcome, blank=True)

    objects: ClassVar[SlidingReviewQuerySet] = SlidingReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "révision de bail glissant"
        verbose_name_plural = "révisions de baux glissants"
        constraints = [models.UniqueConstraint(fields=["lease", "due_on"], name="sliding_review_once")]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(held_on__isnull=True), name="sliding_review_due")
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y}"


class SlidingMove(models.TextChoices):
    STARTED = "commence", "Commencé"
    PAPER = "papier", "Papier signé"
    REVIEWED = "revision", "Révision faite"
    ENDED = "fin", "Terminé"


class SlidingEvent(models.Model):
    """What happened to a bail glissant, one typed row a move: reports count the leases that became hers."""

    lease = models.ForeignKey(SlidingLease, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField("le")
    on = models.DateField("daté du")
    move = models.CharField("mouvement", max_length=10, choices=SlidingMove)
    end = models.CharField("fin", max_length=10, choices=SlidingEnd, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "mouvement de bail glissant"
        verbose_name_plural = "mouvements de baux glissants"
        triggers = [append_only("sliding_event_append_only")]

    def __str__(self) -> str:
        return f"{self.move}, {self.on:%d/%m/%Y}"
