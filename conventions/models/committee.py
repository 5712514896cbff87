"""The comité de suivi: when it meets, who comes, what it reads and decides."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Membership, Organisation, User
from common.models import PublicIdModel
from conventions.models.convention import Convention


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def next_from(self, today: date) -> "CommitteeQuerySet":
        return self.filter(held_on__gte=today).order_by("held_on", "id")

    def prepared_by(self, member: Membership) -> "CommitteeQuerySet":
        """Those of the conventions that one follows."""
        return self.filter(convention__in=Convention.objects.followed_by(member))


class Committee(PublicIdModel):
    """One meeting. Decisions are the actions that name it."""

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="committees")
    held_on = models.DateField("date")
    agenda = models.TextField("ordre du jour", max_length=4_000, blank=True)
    minutes = models.TextField("compte rendu", max_length=20_000, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[CommitteeQuerySet] = CommitteeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "comité de suivi"
        verbose_name_plural = "comités de suivi"
        constraints = [models.UniqueConstraint(fields=["convention", "held_on"], name="committee_once")]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y}"


class CommitteeParticipant(models.Model):
    """How many people of an organisation came: no name."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField("personnes", default=1)

    class Meta:
        verbose_name = "participation à un comité"
        verbose_name_plural = "participations aux comités"
        constraints = [
            models.UniqueConstraint(fields=["committee", "organisation"], name="committee_participant_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="committee_participant_people"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.people}"
