"""What somebody is to do before a day, decided by a committee or written in a protocol, and how it goes."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Membership, Organisation, Role, User
from common.models import PublicIdModel, append_only
from conventions.models.committee import Committee
from conventions.models.convention import Convention


class ActionStatus(models.TextChoices):
    TO_DO = "a_faire", "À faire"
    UNDER_WAY = "en_cours", "En cours"
    DONE = "faite", "Faite"
    DROPPED = "abandonnee", "Abandonnée"


RUNNING = (ActionStatus.TO_DO, ActionStatus.UNDER_WAY)


class ActionQuerySet(models.QuerySet["Action"]):
    def read_by(self, member: Membership) -> "ActionQuerySet":
        """All of the conventions that one follows; for everybody else, those that their organisation owns."""
        if member.role in (Role.FEDERATION, Role.COORDINATOR):
            followed = Convention.objects.followed_by(member)
            return self.filter(Q(convention__in=followed) | Q(owner=member.organisation_id))
        return self.filter(owner=member.organisation_id)

    def directed_by(self, member: Membership) -> "ActionQuerySet":
        """Those whose title, owner and due date one decides: of the conventions that one follows."""
        return self.filter(convention__in=Convention.objects.followed_by(member))

    def running(self) -> "ActionQuerySet":
        return self.filter(status__in=RUNNING)

    def ended(self) -> "ActionQuerySet":
        return self.exclude(status__in=RUNNING)

    def by_due_date(self) -> "ActionQuerySet":
        """Those still running first, by due date, so that the late ones lead; then the ended ones, the last first."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "due_on", "title", "id")

    def late_on(self, today: date) -> "ActionQuerySet":
        return self.running().filter(due_on__lt=today)

    def due_until(self, day: date) -> "ActionQuerySet":
        return self.running().filter(due_on__lte=day)


class Action(PublicIdModel):
    """`committee` is the one that decided it; without one, the convention (a protocol) itself."""

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="actions")
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="comité"
    )
    title = models.CharField("action", max_length=160)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="actions", verbose_name="organisation chargée"
    )
    due_on = models.DateField("échéance")
    status = models.CharField("état", max_length=10, choices=ActionStatus, default=ActionStatus.TO_DO)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="créée par"
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    ended_on = models.DateField("terminée le", null=True, blank=True)
    reminded_on = models.DateField("rappelée le", null=True, blank=True)

    objects: ClassVar[ActionQuerySet] = ActionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "action"
        verbose_name_plural = "actions"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RUNNING, ended_on__isnull=True)
                | Q(status__in=(ActionStatus.DONE, ActionStatus.DROPPED), ended_on__isnull=False),
                name="action_ended",
            )
        ]
        indexes = [models.Index(fields=["owner", "status", "due_on"], name="action_owner")]

    def __str__(self) -> str:
        return self.title

    def is_late_on(self, today: date) -> bool:
        return self.status in RUNNING and self.due_on < today


class ActionNote(models.Model):
    """A word on how it goes, or a change of its status or due date."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField("état", max_length=10, choices=ActionStatus)
    due_on = models.DateField("échéance")
    text = models.CharField("note", max_length=500, blank=True)

    class Meta:
        verbose_name = "note d’action"
        verbose_name_plural = "notes d’actions"
        indexes = [models.Index(fields=["action", "at"], name="action_note_of")]
        triggers = [append_only("action_note_append_only")]

    def __str__(self) -> str:
        return f"{self.action}, {self.at:%d/%m/%Y}"
